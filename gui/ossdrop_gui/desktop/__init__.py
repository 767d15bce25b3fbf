"""What comes from and goes to the desktop and its other programs."""
