"""Where files will go: the chip, its menu, the first page."""
