"""The pages: the door, the desk where seats are given, one's own account."""
