"""The reads of the register, by noun. Each takes the actor first."""
