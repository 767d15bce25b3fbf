"""The Qwen models that read what is uploaded."""

DEFAULT_MODEL = "qwen-vl-plus"  # who reads what goes to temporary storage
