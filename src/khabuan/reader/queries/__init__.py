"""The reads of texts and drafts, by noun. Each takes the actor first."""
