"""What the pages of the register say, by noun: states, findings, what is missing, as words.

Takes the values of `rules` and `queries`, gives plain values for templates. Reads and writes nothing.
"""
