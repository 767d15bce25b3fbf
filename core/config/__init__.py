"""Settings: where each value comes from and whether it can be used."""

DEFAULT_MODEL = "qwen-vl-plus"  # who reads what goes to temporary storage
