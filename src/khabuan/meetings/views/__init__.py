"""Doors to meetings, by noun."""
