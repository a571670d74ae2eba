"""Shapes of what is typed about elections, by noun."""
