"""Pseudonymised answers for an evaluator, row by row: what goes along and as which files."""
