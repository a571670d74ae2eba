"""The reading itself: pure, offline, the same answer every time, each fact with its words and the rule that found it.

`reading.read(text, known)` is the door. One module per kind of fact; each offers `find(page, known)`.
"""
