"""The log of who did and saw what: sealed in a chain, checked, and read."""
