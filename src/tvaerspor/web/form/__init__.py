"""A programme's questions as a form that people fill in, and what triage says about the answers beside it."""
