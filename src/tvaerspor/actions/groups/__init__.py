"""Group courses at a unit: made, opened, begun, enrolled in, and attended."""
