"""The writes of the register, by noun."""
