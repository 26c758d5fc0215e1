"""The secret links of yearly checks: made anew from the row, the same in every mail."""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from talkoot.practices.models import StillInUse

LETTERS = 40


def token_of(practice_id: int, moment: float) -> str:
    """The end of the link of the check that was made at the moment."""
    text = f"{practice_id}:{moment:.6f}"
    return salted_hmac("StillInUse", text, algorithm="sha256").hexdigest()[:LETTERS]


def link_of(check: StillInUse, answer: str) -> str:
    """The whole address of one answer, in the active language."""
    token = token_of(check.practice_id, check.created_at.timestamp())
    return settings.BASE_URL + reverse("still-in-use", args=[token, answer])
