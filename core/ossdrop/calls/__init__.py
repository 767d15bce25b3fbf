"""What stands behind the calls of a script: one file, or many, by an App that is kept."""
