"""The small words that every room shares: text in two languages, sources, urgency, dated values."""
