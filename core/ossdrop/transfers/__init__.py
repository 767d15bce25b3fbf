"""Uploads in the background: what is queued, what is running, how far it is."""
