"""Dates and numbers as Finnish public offices write them, in each language."""
