"""Input of practices: the list's filters; the rest stands in modules beside."""

from talkoot.practices.forms.listed import page_number_from, wanted_from

__all__ = ["page_number_from", "wanted_from"]
