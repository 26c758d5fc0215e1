"""Podcast episodes, stories and campaigns."""
