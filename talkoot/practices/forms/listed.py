"""Input of the list of practices."""

from talkoot.practices.wanted import page_number_from, wanted_from

__all__ = ["page_number_from", "wanted_from"]
