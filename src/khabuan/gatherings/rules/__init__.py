"""What is true of gatherings without a database. Pure."""
