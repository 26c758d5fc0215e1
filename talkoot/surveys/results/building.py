"""Makes the result of an item from what has been counted."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.surveys.models import Item, Round, ShareInterval
from talkoot.surveys.results import conventions
from talkoot.surveys.results.counting import NUMBER_KINDS, Count
from talkoot.surveys.results.shapes import ItemResult, OptionResult, Ranked
from talkoot.surveys.results.suppression import limits_of
from talkoot.surveys.rules import option_text

Kind = Item.Kind
Pair = tuple[int, int]  # count, n


class Intervals:
    """Those that the worker has kept, read once for all the numbers of a result; one query."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        least = conventions.LEAST_FOR_INTERVAL
        wanted = {n for n in numbers if n >= least}
        rows = ShareInterval.objects.filter(n__in=wanted)
        self.known = {
            (count, n): (low, high)
            for count, n, low, high in rows.values_list("count", "n", "low", "high")
        }

    def of(self, count: int, n: int) -> tuple[float, float] | None:
        return self.known.get((count, n))


def why_hidden(item: Item | None, rounds: Sequence[Round]) -> str:
    """Why nothing is shown, in words."""
    if rounds and all(one.state == Round.State.OPEN for one in rounds):
        return _(
            "Nothing is shown yet: while the survey is open, results come in steps, and the newest "
            "answers always wait."
        )
    least = limits_of(bool(item and item.is_sensitive)).least
    return _(
        "Not shown: fewer than %(least)s answers, or so few that they could be worked out from the "
        "other numbers."
    ) % {"least": least}


def text_of(item: Item, code: str) -> str:
    """The question, or the words of a matrix's row."""
    row = code.partition(".")[2]
    known = {one["code"]: option_text(one) for one in item.rows} if row else {}
    return known.get(row, item.text)


def hidden_item(item: Item, code: str, rounds: Sequence[Round]) -> ItemResult:
    return ItemResult(code, item, text_of(item, code), is_hidden=True, why=why_hidden(item, rounds))


def item_result(
    item: Item,
    code: str,
    count: Count,
    intervals: Intervals,
    *,
    answered: int | None = None,
    flags: Sequence[str] = (),
) -> ItemResult:
    """The result of an item whose answers may be shown.

    `answered` is how many answered the survey: a share that this number could not give is flagged.
    """
    labels = dict(conventions.options_in_order(item))
    codes = [*labels, *sorted(count.options.keys() - labels.keys())]
    if item.kind == Kind.SCHOOL_GRADE:
        codes = [one for one in codes if count.options[one]]
    options: list[OptionResult] = []
    if item.kind != Kind.RANKING:
        options = [
            option_result(one, labels.get(one, one), count.options[one], count.n, intervals)
            for one in codes
        ]
    positive = _positive(item, count, intervals)
    mean = _mean(item, count)
    return ItemResult(
        code,
        item,
        text_of(item, code),
        n=count.n,
        cannot_say=count.cannot_say,
        missing=count.missing,
        options=options,
        positive=positive,
        mean=mean,
        mean_text=conventions.mean_text(item, mean),
        nps=conventions.promoter_score(count.options) if item.kind == Kind.NPS else None,
        ranking=_ranking(item, count),
        flags=[*flags, *_flags(item, count, positive, answered)],
    )


def option_result(code: str, label: str, count: int, n: int, intervals: Intervals) -> OptionResult:
    found = intervals.of(count, n)
    return OptionResult(code, label, count, *_share(count, n, found, get_language() or ""))


@lru_cache(maxsize=10_000)
def _share(
    count: int, n: int, interval: tuple[float, float] | None, language: str
) -> tuple[Decimal, str, Decimal | None, Decimal | None, str]:
    """Per cent and its words, the interval's ends and its words; the same few recur."""
    percent = conventions.percent(count, n) if n else Decimal(0)
    text = conventions.percent_text(percent, n)
    if interval is None:
        return percent, text, None, None, ""
    low, high = (Decimal(repr(bound)) for bound in interval)
    decimals = conventions.decimals_of(n)
    words = [
        str(number_format(conventions.half_up(bound, decimals), decimals)) for bound in (low, high)
    ]
    return percent, text, low, high, f"{'–'.join(words)} %"


def _positive(item: Item, count: Count, intervals: Intervals) -> OptionResult | None:
    codes = conventions.positive_codes(item)
    if not codes or not count.n:
        return None
    chosen = sum(count.options[code] for code in codes)
    return option_result("positive", _positive_label(item), chosen, count.n, intervals)


def _positive_label(item: Item) -> str:
    if item.kind == Kind.YES_NO:
        return _("yes")
    if item.kind == Kind.NPS:
        return _("would recommend (9–10)")
    return _("positive (two best steps)")


def _mean(item: Item, count: Count) -> Decimal | None:
    if item.kind in NUMBER_KINDS:
        return count.total / count.n if count.n else None
    return conventions.mean_of(item, count.options)


def _ranking(item: Item, count: Count) -> list[Ranked]:
    if item.kind != Kind.RANKING or not count.n:
        return []
    labels = {option["code"]: option_text(option) for option in item.options}
    rows = conventions.ranking_of(list(labels), count.options, count.n)
    return [
        Ranked(rank, code, labels[code], mean=mean, borda=points, text=_place_text(mean))
        for rank, code, mean, points in rows
    ]


def _place_text(mean: Decimal) -> str:
    number = number_format(conventions.half_up(mean, 1), 1)
    return _("mean place %(number)s") % {"number": number}


def _flags(
    item: Item, count: Count, positive: OptionResult | None, answered: int | None
) -> list[str]:
    flags = []
    if item.kind == Kind.SEVERAL:
        flags.append(_("One person may choose several, so the shares may exceed 100 % together."))
    if positive and answered and answered != count.n:
        shown = conventions.half_up(positive.percent, conventions.decimals_of(count.n))
        if not conventions.is_possible(shown, answered):
            flags.append(
                _(
                    "%(share)s rests on the %(n)s who answered this question; of all "
                    "%(answered)s answers no number would give it."
                )
                % {"share": positive.text, "n": count.n, "answered": answered}
            )
    return flags


def count_of(row: Mapping[str, Any]) -> Count:
    """A kept tally as a count."""
    return add_kept(Count(), row)


def add_kept(count: Count, row: Mapping[str, Any]) -> Count:
    """The count with a kept tally added to it."""
    count.n += row["n"]
    count.cannot_say += row["cannot_say"]
    count.missing += row["missing"]
    options = count.options
    for option, number in row["counts"].items():
        options[option] = options.get(option, 0) + number
    if "sum" in row["figures"]:
        count.total += Decimal(row["figures"]["sum"])
    return count
