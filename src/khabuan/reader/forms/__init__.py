"""Shape of what is typed about texts and drafts, by noun."""
