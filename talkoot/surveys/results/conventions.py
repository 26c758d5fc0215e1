"""How results are counted and written: positive shares, means, ranks and rounding.

The best two steps are positive; "cannot say" is no part of the whole. Shares are rounded half up:
whole per cent under 200 answers, one decimal from there on. Equal ones share their rank.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from django.utils.formats import number_format
from django.utils.translation import get_language

from talkoot.core.grades import GRADES, grade_text
from talkoot.surveys.models import Item
from talkoot.surveys.rules import CANNOT_SAY
from talkoot.surveys.texts import options_of

Kind = Item.Kind
LEAST_FOR_INTERVAL = 10
LEAST_FOR_DECIMALS = 200
STEP_KINDS = frozenset({Kind.GRADE, Kind.EFFECT, Kind.SCALE, Kind.MATRIX})
Row = TypeVar("Row")


class Scale(NamedTuple):
    """What is counted of an item, the best first where there is one, in one language."""

    options: list[tuple[str, str]]
    has_steps: bool
    positive: frozenset[str]


def _scale(item: Item) -> Scale:
    """Worked out once for this object and language, as thousands of results ask for it."""
    known: dict[str, Scale] = item.__dict__.setdefault("_scales", {})
    language = get_language() or ""
    if language not in known:
        has_steps = _has_steps(item)
        options = _options(item, has_steps=has_steps)
        known[language] = Scale(options, has_steps, _positive(item, options, has_steps=has_steps))
    return known[language]


def options_in_order(item: Item) -> list[tuple[str, str]]:
    """(code, words) of what is counted, the best first where there is one."""
    return _scale(item).options


def positive_codes(item: Item) -> frozenset[str]:
    """The options that count as positive; empty for a kind that has none."""
    return _scale(item).positive


def _options(item: Item, *, has_steps: bool) -> list[tuple[str, str]]:
    if item.kind == Kind.SCHOOL_GRADE:
        return [(text, text) for text in GRADES]
    if item.kind == Kind.NPS:
        return [(str(step), str(step)) for step in range(10, -1, -1)]
    if item.kind == Kind.RANKING:
        return []
    none = {CANNOT_SAY, "0"} if item.kind == Kind.EFFECT else {CANNOT_SAY}
    options = [(code, text) for code, text in options_of(item) if code not in none]
    return sorted(options, key=lambda pair: -int(pair[0])) if has_steps else options


def _positive(item: Item, options: Sequence[tuple[str, str]], *, has_steps: bool) -> frozenset[str]:
    if item.kind == Kind.YES_NO:
        return frozenset({"yes"})
    if item.kind == Kind.NPS:
        return frozenset({"9", "10"})
    return frozenset(code for code, _text in options[:2]) if has_steps else frozenset()


def _has_steps(item: Item) -> bool:
    codes = [code for code, _text in options_of(item) if code != CANNOT_SAY]
    return item.kind in STEP_KINDS and bool(codes) and all(code.isdigit() for code in codes)


def mean_of(item: Item, counts: Mapping[str, int]) -> Decimal | None:
    """The mean of steps or school grades, not rounded; None where it would tell nothing."""
    if item.kind == Kind.SCHOOL_GRADE:
        values: Mapping[str, Any] = GRADES
    elif _scale(item).has_steps:
        values = {code: int(code) for code, _text in _scale(item).options}
    else:
        return None
    known = {code: number for code, number in counts.items() if code in values}
    n = sum(known.values())
    total = sum((Fraction(values[code]) * number for code, number in known.items()), Fraction(0))
    return decimal_of(total / n) if n else None


def mean_text(item: Item, mean: Decimal | None) -> str:
    """4,7; a school grade as it is written: 9-."""
    if mean is None:
        return ""
    if item.kind == Kind.SCHOOL_GRADE:
        return grade_text(mean)
    decimals = 2 if item.kind == Kind.MONEY else 1
    return str(number_format(half_up(mean, decimals), decimals, force_grouping=True))


def promoter_score(counts: Mapping[str, int]) -> int | None:
    """Share of 9-10 less share of 0-6, -100 to 100."""
    n = sum(counts.values())
    if not n:
        return None
    above = sum(number for code, number in counts.items() if code in ("9", "10"))
    below = sum(number for code, number in counts.items() if code.isdigit() and int(code) <= 6)
    return int(half_up(Decimal(100 * (above - below)) / n, 0))


def percent(part: int, whole: int) -> Decimal:
    """Not rounded."""
    return decimal_of(Fraction(100 * part, whole))


def decimal_of(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(n: int) -> int:
    return 1 if n >= LEAST_FOR_DECIMALS else 0


def percent_text(value: Decimal, n: int) -> str:
    """79 %; of many answers 79,1 %."""
    decimals = decimals_of(n)
    return f"{number_format(half_up(value, decimals), decimals)} %"


def is_possible(published: Decimal, n: int) -> bool:
    """Whether some count out of n gives the published per cent, to as many decimals as it has."""
    exponent = published.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    near = int(published * n / 100)
    return any(
        half_up(percent(count, n), decimals) == published
        for count in range(max(0, near - 1), min(n, near + 2) + 1)
    )


def shared_ranks(rows: Iterable[Row], key: Callable[[Row], Any]) -> list[tuple[int, Row]]:
    """(rank, row), the best first; those with an equal key share the rank: 1, 2, 2, 4."""
    ordered = sorted(rows, key=key, reverse=True)
    ranked: list[tuple[int, Row]] = []
    for place, row in enumerate(ordered, start=1):
        is_shared = bool(ranked) and key(ranked[-1][1]) == key(row)
        ranked.append((ranked[-1][0] if is_shared else place, row))
    return ranked


def ranking_of(
    codes: Sequence[str], counts: Mapping[str, int], n: int
) -> list[tuple[int, str, Decimal, int]]:
    """(rank, option, mean place, Borda points) of options that n people put in order.

    Points: as many as there are options worse than its place. An option without a place has no
    points and stands in the middle of the places left. The best has the most points.
    """
    most = len(codes)
    places = max(
        (place for code in codes for place in range(1, most + 1) if f"{code}.{place}" in counts),
        default=most,
    )
    points, means = {}, {}
    for code in codes:
        given = {place: counts.get(f"{code}.{place}", 0) for place in range(1, most + 1)}
        without = n - sum(given.values())
        points[code] = sum((most - place) * number for place, number in given.items())
        total = Fraction(sum(place * number for place, number in given.items()))
        total += without * Fraction(places + 1 + most, 2)
        means[code] = decimal_of(total / n) if n else Decimal(0)
    ranked = shared_ranks(codes, lambda code: points[code])
    return [(rank, code, means[code], points[code]) for rank, code in ranked]
