"""The Qwen models: which there are, and what each takes."""
