"""Who may do what to whom: the matrix as data, one decision point, refusals as sentences."""
