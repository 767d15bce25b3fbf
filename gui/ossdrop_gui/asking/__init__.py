"""Asking a model about rows, handing requests over, and what came back of a batch."""
