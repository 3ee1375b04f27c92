"""Joint triage through its actions and pages, on both databases."""
