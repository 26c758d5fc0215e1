"""Reads of series and sessions."""
