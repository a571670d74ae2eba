"""Shapes of what is entered about funds and members."""
