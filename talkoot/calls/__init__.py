"""Calls, their criteria and the applications."""
