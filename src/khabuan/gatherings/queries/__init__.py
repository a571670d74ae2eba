"""The reads of gatherings, by noun. Each takes the actor first."""
