"""Reads of papers, by subject."""
