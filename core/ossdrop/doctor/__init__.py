"""The connection check: what is right, what is wrong, and what mends it."""
