"""Recommends, never decides: what is still possible for a citizen, why, what is missing and what would change it."""
