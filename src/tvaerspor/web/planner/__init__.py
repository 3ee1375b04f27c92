"""The planner's pages: scenarios, budgets side by side, long runs, and what leaves as a file."""
