"""The commands of the headless program, one module each."""
