"""What can be said of meetings without a database, by noun."""
