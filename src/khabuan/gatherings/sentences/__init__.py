"""Gatherings in words, by noun."""
