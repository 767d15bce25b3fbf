"""The way to the service: sessions, proxies, what goes wrong on it, and its clock."""
