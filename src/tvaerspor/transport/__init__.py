"""Channels only: bytes out, bytes in. What they mean is nothing that this room knows."""
