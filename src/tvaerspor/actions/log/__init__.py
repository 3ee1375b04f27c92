"""The audit log: writing, sealing, checking, reading one's own."""
