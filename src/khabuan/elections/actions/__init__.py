"""Writes of elections, by noun."""
