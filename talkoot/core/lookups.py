"""Orders and comparisons that both databases make alike."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, Q

Row = TypeVar("Row", bound=Model)


def contains(text: str, *fields: str) -> Q:
    """Rows of which one of the fields holds the text, whatever its case.

    SQLite ignores the case of a-z only, so a text with ä, ö or å is tried in more cases; any other
    once, because each try reads every row.
    """
    found = Q()
    cases = {text, text.lower(), text.upper(), text.capitalize()}
    for word in {text} if text.isascii() else cases:
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
    return found


def in_neutral_order(rows: Iterable[Row], *, seed: str) -> list[Row]:
    """A rotation that favours nobody: the order follows from `seed` (the day, the case)."""
    return sorted(rows, key=lambda row: hashlib.sha256(f"{seed}:{row.pk}".encode()).digest())
