"""The reads of meetings, by noun. Each takes the actor first."""
