"""What a programme costs: scenarios, budgets in exact kroner by payer and year, and how uncertain they are."""
