"""What the window says by itself: banners and toasts."""
