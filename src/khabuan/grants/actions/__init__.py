"""What is done about projects."""
