"""Rehabilitation plans: sent by a hospital, received by a municipality, begun in time."""
