"""Orders and comparisons that both databases make alike."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection
from django.db.models import F, Model, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

# The signs that follow z in ASCII stand for the letters that follow it.
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
ALPHABETICAL_BYTES = 80

Row = TypeVar("Row", bound=Model)


def contains(text: str, *fields: str) -> Q:
    """Rows of which one of the fields holds the text, whatever its case.

    SQLite ignores the case of a-z only, so there a text with ä, ö or å is tried in more cases; else
    once, because each try reads every row.
    """
    found = Q()
    words = {text}
    if connection.vendor == "sqlite" and not text.isascii():
        words |= {text.lower(), text.upper(), text.capitalize()}
    for word in words:
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
    return found


def in_language(field: str) -> Combinable:
    """What a Translated field reads, as an expression: the active language's text, else Finnish."""
    finnish, language = F(f"{field}_fi"), (get_language() or "fi")[:2]
    if language == "fi":
        return finnish
    return Coalesce(NullIf(F(f"{field}_{language}"), Value("")), finnish)


def alphabetical(text: str) -> str:
    """A key that puts texts in the order of the Finnish alphabet (… z å ä ö) on every database,
    whatever its collation: hexadecimal digits. Case and punctuation do not count.
    """
    letters = unicodedata.normalize("NFC", text).casefold().translate(AFTER_Z)
    plain = unicodedata.normalize("NFKD", letters)
    kept = "".join(sign for sign in plain if sign.isalnum() or sign in " {|}")
    return kept.strip().encode()[:ALPHABETICAL_BYTES].hex()


def in_neutral_order(rows: Iterable[Row], *, seed: str) -> list[Row]:
    """A rotation that favours nobody: the order follows from `seed` (the day, the case)."""
    return sorted(rows, key=lambda row: hashlib.sha256(f"{seed}:{row.pk}".encode()).digest())
