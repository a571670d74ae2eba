"""Doors of papers, by subject."""
