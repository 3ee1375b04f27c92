"""The doctor's pages: the citizen, the form, the sending."""
