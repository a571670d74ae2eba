"""Writes of papers, by subject."""
