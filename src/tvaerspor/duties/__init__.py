"""Who offers what where and when: agreements, authorities by date, and the quality criteria of those who provide it."""
