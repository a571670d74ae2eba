"""The goals of the books (P1-P8, P10, P11), measured against peers and bare drivers in one run.

The same made data everywhere; each contender in a process of its own (its Django, its settings); rounds interleaved;
a ratio is the median of the ratios of the rounds. Every contender's totals are checked to the satang first.
"""
