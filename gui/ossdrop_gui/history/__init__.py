"""The history list with its countdowns."""
