"""Shape of what is typed about gatherings, by noun."""
