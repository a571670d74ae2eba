"""What is done about houses."""
