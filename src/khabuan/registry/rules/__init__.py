"""What the register knows without a database: kinds, registration, terms, duplicates, merging, completeness.

Pure: no Django, no reads, no writes. Import from the module of the noun (`registry.rules.terms`).
"""
