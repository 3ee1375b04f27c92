"""What a citizen's course consists of: the plan, its doses, the clocks and what is due; it tells, people act."""
