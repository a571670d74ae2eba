"""What is done about gatherings, by noun."""
