"""Elections in words, by noun."""
