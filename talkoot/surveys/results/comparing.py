"""Two results side by side, and the best few of several items."""

from collections.abc import Iterable
from decimal import Decimal

from talkoot.surveys.models import Item
from talkoot.surveys.results import conventions
from talkoot.surveys.results.shapes import (
    Comparison,
    GroupResults,
    ItemResult,
    Ranked,
    Results,
)

AnyResults = Results | GroupResults
RANKED_KINDS = frozenset({Item.Kind.EFFECT, Item.Kind.MATRIX})


def compare(left: AnyResults, right: AnyResults) -> list[Comparison]:
    """The items that both have, in the order of the left one."""
    others = {row.code: row for row in right.items}
    return [_compared(row, others[row.code]) for row in left.items if row.code in others]


def _compared(left: ItemResult, right: ItemResult) -> Comparison:
    who = (left.code, left.text, left, right)
    if left.is_hidden or right.is_hidden or left.kind != right.kind:
        return Comparison(*who)
    one, other = left.positive, right.positive
    if one and other:
        is_clear = None
        if None not in (one.low, one.high, other.low, other.high):
            assert one.low is not None and one.high is not None
            assert other.low is not None and other.high is not None
            is_clear = one.low > other.high or other.low > one.high
        return Comparison(*who, one.percent - other.percent, "points", is_clear)
    if left.mean is not None and right.mean is not None:
        return Comparison(*who, left.mean - right.mean, "mean")
    return Comparison(*who)


def top(results: AnyResults, k: int = 3, codes: Iterable[str] | None = None) -> list[Ranked]:
    """The k best items by positive share, then by mean; equal ones share a rank, so maybe more.

    `codes` are items, a matrix standing for its rows; without them all effects and matrix rows.
    Hidden ones have no place.
    """
    wanted = None if codes is None else set(codes)
    rows = [
        row
        for row in results.items
        if row.positive is not None
        and (
            row.kind in RANKED_KINDS if wanted is None else bool({row.code, row.item.code} & wanted)
        )
    ]
    ranked = conventions.shared_ranks(rows, _worth)
    return [
        Ranked(
            rank,
            row.code,
            row.text,
            share=row.positive.percent if row.positive else None,
            mean=row.mean,
            text=row.positive.text if row.positive else "",
        )
        for rank, row in ranked
        if rank <= k
    ]


def _worth(row: ItemResult) -> tuple[Decimal, Decimal]:
    assert row.positive is not None
    return row.positive.percent, row.mean or Decimal(0)
