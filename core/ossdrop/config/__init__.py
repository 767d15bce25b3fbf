"""Settings: where each value comes from and whether it can be used."""
