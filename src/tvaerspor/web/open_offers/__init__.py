"""The pages on open offers."""
