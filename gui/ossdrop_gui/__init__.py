"""OssDrop's window. It knows `core`; `core` does not know it."""
