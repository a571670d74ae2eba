"""Forms of the register, by noun: shape and courtesy only; what is allowed is said by rules and actions."""
