"""What a picture, clip or recording is, whether a model takes it, and how it is made to fit."""
