"""The small window that stays on top while one works elsewhere."""
