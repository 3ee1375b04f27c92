"""Logging in and out, choosing a role, and administration of users and units."""
