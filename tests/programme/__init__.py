"""How a programme is written, read, proved and named."""
