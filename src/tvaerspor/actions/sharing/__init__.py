"""What the health side and the employment side do together about a citizen who has consented."""
