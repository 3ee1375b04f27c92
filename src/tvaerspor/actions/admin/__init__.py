"""Administration: units, users, keys, copies of the database, and the demo."""
