"""The small words that all rooms share."""
