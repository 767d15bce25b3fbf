"""The settings page: fields, the ladder of AccessKeys, the connection check."""
