"""Forms of meetings, by noun: shape and courtesy only; what is allowed is said by rules and actions."""
