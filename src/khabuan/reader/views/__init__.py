"""Pages of texts and drafts, by noun."""
