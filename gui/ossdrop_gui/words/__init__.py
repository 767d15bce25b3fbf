"""Sentences of the window, in the language that was chosen."""
