"""Pages of elections, by noun."""
