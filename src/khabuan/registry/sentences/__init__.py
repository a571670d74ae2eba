"""What the pages of the register say, by noun: states, findings, things that are missing, as words with a look.

Takes the values of `rules` and `queries`, gives plain values for templates. Reads and writes nothing.
"""
