"""Sparring and teaching: minutes written down, tariffs by date, and what a region pays for them."""
