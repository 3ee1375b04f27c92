"""The pages of group courses."""
