"""What may be kept of searches: nothing that points to a person, and not too much of one's own."""

import re
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import SavedSearch

MOST_SAVED = 20
LONGEST_LOGGED, MOST_WORDS_LOGGED = 100, 8
DIGITS_ALLOWED = 4  # A year, not a telephone number.
# 131052-308T and the newer signs between the day and the number.
IDENTITY_CODE = re.compile(r"\d{6}\s?[-+A-Ya-y]\s?\d{3}\s?[0-9A-Za-z]")
ADDRESS = re.compile(r"@|\(at\)|\bat\b.*\b(fi|com|net|org)\b|https?:|www\.", re.IGNORECASE)


def loggable(text: str) -> str:
    """The words as the log of searches without results keeps them, or "" for what it never keeps.

    What looks like an e-mail or web address, an identity code, a telephone number or a whole
    pasted text is left out.
    """
    text = " ".join(text.split()).lower().strip(" .,;:!?\"'”“")
    if not text or len(text) > LONGEST_LOGGED or len(text.split()) > MOST_WORDS_LOGGED:
        return ""
    if ADDRESS.search(text) or IDENTITY_CODE.search(text):
        return ""
    if sum(letter.isdigit() for letter in text) > DIGITS_ALLOWED:
        return ""
    return text if any(letter.isalpha() for letter in text) else ""


def check_save(search_count: int, query: str) -> None:
    """Refuse a search of nothing, and more than one can follow."""
    if not query or len(query) > (SavedSearch._meta.get_field("query").max_length or 0):
        raise NotAllowed(_("Search or narrow the list first; then the search can be saved."))
    if search_count >= MOST_SAVED:
        raise NotAllowed(
            _("You have %(most)s saved searches already. Delete one first.") % {"most": MOST_SAVED}
        )


def owns_search(user: Any, search: SavedSearch) -> bool:
    return bool(user.pk == search.user_id)
