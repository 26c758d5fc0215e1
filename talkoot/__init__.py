"""Talkoot runs a public-sector development programme from the call to the impact."""

__version__ = "0.1.0"
