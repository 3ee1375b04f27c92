"""Queues over time: who waits how long, what is kept, and what it costs, citizen by citizen."""
