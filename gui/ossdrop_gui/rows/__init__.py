"""Painted rows with buttons, for uploads and history."""
