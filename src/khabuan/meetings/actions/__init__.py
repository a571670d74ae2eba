"""What is done about meetings, by noun."""
