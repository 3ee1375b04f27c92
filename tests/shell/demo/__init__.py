"""The demo region: made up as the actions would have written it, and loaded quickly."""
