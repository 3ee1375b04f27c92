"""The pages of what is shared between the health side and the employment side."""
