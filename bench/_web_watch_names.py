"""The headers in which the watch tells what it saw."""

PAGE, STATEMENTS, LOCK_MS, ALONE_MS, DATABASE_MS = "X-Page", "X-Statements", "X-Lock-Ms", "X-Alone-Ms", "X-Database-Ms"
