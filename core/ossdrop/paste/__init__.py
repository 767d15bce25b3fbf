"""What IT sent, read into settings: a `.env`, a table, JSON, an address, a chat line."""
