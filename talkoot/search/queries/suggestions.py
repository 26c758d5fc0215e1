"""What somebody who types may mean: base forms of the index's words, the most usual first."""

import unicodedata

from django.db import connection

from talkoot.search import analysis
from talkoot.search.models import Term

SHORTEST_PREFIX = 2
FEWEST_DOCUMENTS = 2
LAST_LETTER = "\U0010ffff"


def suggest(kind: str, text: str, limit: int = 8) -> list[str]:
    """The text with its last word completed, in at most `limit` ways; one query.

    Nothing while the last word has one letter, nor once it has ended. Words of a single document
    are not told: they may be misspelt, or a name.
    """
    text = unicodedata.normalize("NFC", text)
    words = analysis.words(text)
    if not words or not text.endswith(words[-1]) or len(words[-1]) < SHORTEST_PREFIX:
        return []
    prefix = words[-1].lower()
    terms = Term.objects.filter(kind=kind, is_lemma=True, df__gte=FEWEST_DOCUMENTS)
    if connection.vendor == "postgresql":
        terms = terms.filter(text__startswith=prefix)
    else:  # SQLite reads a LIKE without its index
        terms = terms.filter(text__gte=prefix, text__lt=prefix + LAST_LETTER)
    found = terms.order_by("-df", "text").values_list("text", flat=True)[:limit]
    return [text.removesuffix(words[-1]) + term for term in found]
