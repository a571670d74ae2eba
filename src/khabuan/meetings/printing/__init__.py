"""Meetings on paper: letters, minutes, extracts, payment lists. Pure functions from frozen facts to blocks."""
