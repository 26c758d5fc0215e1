"""Practices, their publishing and their adoption elsewhere."""
