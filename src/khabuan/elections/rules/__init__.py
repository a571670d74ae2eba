"""What can be said of elections without a database, by noun."""
