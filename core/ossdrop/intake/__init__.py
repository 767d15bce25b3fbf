"""From what a person gives to files that can be sent."""
