"""The pages on sparring, teaching, tariffs and settlement."""
