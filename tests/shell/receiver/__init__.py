"""The receiver's actions and pages, on both databases."""
