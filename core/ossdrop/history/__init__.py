"""What was uploaded: where each object is, never a signed link."""
