"""Places that files go to, behind one protocol (`core.storage.base.Storage`)."""
