"""Measures how OssDrop sends, beside other clients in the same run: `python -m tests.bench`."""
