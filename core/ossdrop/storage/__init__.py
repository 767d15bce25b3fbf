"""Places that files go to, behind one protocol (`ossdrop.storage.base.Storage`)."""
