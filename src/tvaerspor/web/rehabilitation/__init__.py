"""The pages of rehabilitation plans."""
