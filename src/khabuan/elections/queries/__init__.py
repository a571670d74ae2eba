"""Reads of elections, by noun."""
