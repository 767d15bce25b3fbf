"""Requests to a model about files behind links: made, sent, handed over, in batches."""
