"""Meetings in words, by noun."""
