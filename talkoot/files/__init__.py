"""Stored files: checked on arrival, private, with publicity and retention class."""
