"""Why a practice was found, in words, and how a misspelt word may have been meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.practices.listing import HEADS, Listing
from talkoot.practices.models import Practice
from talkoot.search.queries import highlight
from talkoot.search.queries.reasons import Reason, why

MOST_SHOWN = 3


@dataclass
class Explained:
    """The hits' reasons: sentences by practice, the words to mark, and a better spelling."""

    sentences: dict[int, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    spelt: str = ""

    def marked(self, text: str) -> str | SafeString:
        return highlight(text, self.words) if self.words else text


def explain(listing: Listing, text: str) -> Explained:
    """Why each row of the page was found; nothing without a search."""
    rows = [*listing.practices, *listing.similar]
    if not listing.found.terms or not rows:
        return Explained()
    labels = listing.catalogue.labels
    texts = {}
    for row in rows:
        owner = labels.organisations.get(row.organisation_id)
        sector = labels.sectors.get(labels.sector_codes.get(row.sector_id or 0, ""))
        more = (owner.name if owner else "", sector.name if sector else "")
        texts[row.pk] = [row.title, row.gist, *more]
    reasons = why(listing.found, texts)
    rest = [row for row in rows if not reasons.get(row.pk)]
    inside = why(listing.found, {row.pk: _heads(row) for row in rest}) if rest else {}
    sentences = {pk: _sentence(found) for pk, found in reasons.items() if found}
    sentences |= {
        pk: _("In the description: %(words)s") % {"words": _sentence(found)}
        for pk, found in inside.items()
        if found
    }
    words = frozenset(reason.word for found in reasons.values() for reason in found)
    near = [reason for pk in texts for reason in (reasons.get(pk) or inside.get(pk, []))]
    return Explained(sentences, words, "" if listing.practices else _spelt(text, near))


def _heads(practice: Practice) -> list[str]:
    """The texts that the card does not show."""
    return [getattr(practice, f"{name}_head", "") for name in HEADS]


def _sentence(reasons: Sequence[Reason]) -> str:
    """The words of the practice that match, each with how it differs from what was asked."""
    how = {
        "form": _("another form of “%(asked)s”"),
        "compound": _("shares a part with “%(asked)s”"),
        "spelling": _("spelt like “%(asked)s”"),
        "synonym": _("means the same as “%(asked)s”"),
        "related": _("has to do with “%(asked)s”"),
    }
    parts = []
    for reason in reasons[:MOST_SHOWN]:
        note = how.get(reason.how)
        parts.append(f"{reason.word} ({note % {'asked': reason.asked}})" if note else reason.word)
    return ", ".join(parts)


def _spelt(text: str, reasons: Sequence[Reason]) -> str:
    """The search with each word as the nearest hit spells it; "" if nothing is spelt alike."""
    better: dict[str, str] = {}
    for reason in reasons:
        if reason.how == "spelling":
            better.setdefault(reason.asked.lower(), reason.word.lower())
    words = [better.get(word.lower(), word) for word in text.split()]
    new = " ".join(words)
    return new if better and new.lower() != text.lower() else ""
