"""Key numbers of results in words, the same on pages, in files and in pictures."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.templatetags.ui import true_minus
from talkoot.surveys.models import Item
from talkoot.surveys.results import ItemResult, PairResult

NONE = "–"


def moment_of(survey: Any) -> str:
    """When a round was asked: month and year of its last day."""
    on = survey.closes_on or survey.opens_on
    return f"{on.month}/{on.year}" if on else NONE


def change_text(row: PairResult) -> str:
    """The change with its 95 % interval, such as +0,9 (95 %: 0,4–1,4)."""
    if row.change is None:
        return NONE
    sign = "+" if row.change > 0 else ""
    change = sign + true_minus(number_format(row.change, 1))
    if row.low is None or row.high is None:
        return change
    low, high = (true_minus(number_format(end, 1)) for end in (row.low, row.high))
    return _("%(change)s (from %(low)s to %(high)s)") % {
        "change": change, "low": low, "high": high,
    }  # fmt: skip


def cell_text(row: ItemResult | None) -> str:
    """A question's key number with its n, or why it is hidden."""
    if row is None:
        return NONE
    if row.is_hidden:
        return row.why
    number = share_text(row) if row.positive else row.mean_text
    return f"{number} ({n_text(row)})" if number else n_text(row)


def own_text(row: ItemResult) -> str:
    """What one's own people answered: one answer in words, more as cell_text."""
    if row.is_hidden or not row.n:
        return NONE
    if row.n > 1:
        return cell_text(row)
    words = [capfirst(option.label) for option in row.options if option.count]
    if row.kind == Item.Kind.RANKING:
        words = [f"{one.rank}. {one.label}" for one in row.ranking]
    return ", ".join(words) or row.mean_text or NONE


def share_text(row: ItemResult) -> str:
    """The share of the two best steps or of yes, with its interval."""
    if row.positive is None:
        return NONE
    interval = row.positive.interval_text
    return f"{row.positive.text} ({interval})" if interval else row.positive.text


def note_of(row: ItemResult) -> str:
    """n and the key number, after the question's words."""
    words = [n_text(row)]
    if row.kind == Item.Kind.GRADE and row.mean_text:
        words.append(_("mean %(mean)s") % {"mean": row.mean_text})
    elif row.positive is not None:
        words.append(_("the two best %(share)s") % {"share": row.positive.text})
    return ", ".join(words)


def n_text(row: ItemResult) -> str:
    """How many answers the numbers rest on."""
    return _("n = %(count)s") % {"count": row.n}


def interval_words() -> str:
    """What the line over a bar is."""
    return _("The line is the 95 per cent confidence interval, drawn from ten answers up.")


def notes_of(rows: Sequence[ItemResult]) -> list[str]:
    """The sentences that go with the results, each once."""
    return list(dict.fromkeys(flag for row in rows if not row.is_hidden for flag in row.flags))
