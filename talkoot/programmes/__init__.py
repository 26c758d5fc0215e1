"""Programmes: goals, periods, parties, offerings, money and themes."""
