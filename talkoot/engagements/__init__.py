"""Engagements: what a granted application sets going, and its day reports."""
