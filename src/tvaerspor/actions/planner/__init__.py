"""What planners do: scenarios of one's own, budgets, and long runs that are work beside the server."""
