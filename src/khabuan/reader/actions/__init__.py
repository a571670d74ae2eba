"""What is done about texts and drafts, by noun."""
