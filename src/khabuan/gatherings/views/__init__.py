"""Pages of gatherings, by noun."""
