"""Checks of published figures: values that cannot all be true, shares that no count gives."""

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.quality import Warn, register
from talkoot.core.templatetags.ui import day
from talkoot.programmes.models import PublishedFact

Facts = Sequence[PublishedFact]
Rule = PublishedFact.Rule
HUNDRED = Decimal(100)
# A second value so many times the first one is a matter of definition, not of time.
ANOTHER_DEFINITION = Decimal("1.5")
OF_MONEY = frozenset({"funding-share"})
SCALE = "scale-"  # Facts whose code begins so are the steps of a scale; the value is the direction.


def ends_of(fact: PublishedFact) -> tuple[Decimal, Decimal | None]:
    """The least and the greatest true value that the printed one allows; None for no end."""
    half = Decimal(1).scaleb(-fact.decimals) / 2
    if fact.rule == Rule.OVER:
        return fact.value, fact.value + fact.step if fact.step else None
    if fact.rule == Rule.BETWEEN and fact.upper is not None:
        return fact.value, fact.upper
    if fact.rule == Rule.NEAREST and fact.step:
        half = fact.step / 2
    elif not fact.decimals and fact.unit != "%":
        half = Decimal(0)
    return fact.value - half, fact.value + half


def can_both_hold(one: PublishedFact, other: PublishedFact) -> bool:
    (low, high), (least, most) = ends_of(one), ends_of(other)
    return (most is None or low <= most) and (high is None or least <= high)


def printed(fact: PublishedFact) -> str:
    places = fact.decimals if fact.value == fact.value.to_integral_value() else 2
    return str(formats.number_format(fact.value.normalize(), places or None, force_grouping=True))


def _groups(facts: Facts) -> Iterator[list[PublishedFact]]:
    """Facts that name the same figure and part, where there are many."""
    groups: dict[tuple[str, str], list[PublishedFact]] = {}
    for fact in facts:
        if fact.figure:
            groups.setdefault((fact.figure, fact.part), []).append(fact)
    return (group for group in groups.values() if len(group) > 1)


@register("published-twice")
def published_twice(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """A figure that the source gives in two ways that cannot both be true of one day."""
    found: dict[tuple[str, str], list[str]] = {}
    for group in _groups(facts):
        same_day = [fact for fact in group if fact.as_of == group[0].as_of]
        pairs = [(same_day[0], other) for other in same_day[1:]]
        for one, other in pairs:
            if not can_both_hold(one, other):
                text = _("%(one)s: %(first)s; %(other)s: %(second)s") % {
                    "one": one.label,
                    "first": printed(one),
                    "other": other.label,
                    "second": printed(other),
                }
                found.setdefault((one.figure, one.number), []).append(text)
    sentence = _("The source gives the same figure in two ways. %(pairs)s.")
    return [
        Warn("published-twice", number, sentence % {"pairs": "; ".join(texts)})
        for (_figure, number), texts in found.items()
    ]


@register("cut-offs")
def two_cut_offs(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """A figure that has been published of two days, or by two definitions."""
    found = []
    for group in _groups(facts):
        first = group[0]
        for other in group[1:]:
            if other.as_of == first.as_of or other.value == first.value:
                continue
            least, most = sorted((first.value, other.value))
            words = {
                "label": first.label,
                "first": printed(first),
                "day": day(first.as_of) or "–",
                "second": printed(other),
                "other_day": day(other.as_of) or "–",
            }
            if least and most / least >= ANOTHER_DEFINITION:
                text = _(
                    "%(label)s is %(first)s on %(day)s and %(second)s on %(other_day)s: so much "
                    "more that the definition has probably changed."
                )
            else:
                text = _(
                    "%(label)s is %(first)s on %(day)s and %(second)s on %(other_day)s: the "
                    "cut-offs are different."
                )
            found.append(Warn("cut-offs", first.number, text % words))
    return found


def possible_n(fact: PublishedFact) -> int | None:
    """The greatest n, up to the printed one, of which some count gives the printed share."""
    step = Decimal(1).scaleb(-fact.decimals)
    for n in range(fact.n or 0, 0, -1):
        near = int(fact.value * n / HUNDRED)
        for count in (near, near + 1):
            share = (HUNDRED * count / n).quantize(step, rounding=ROUND_HALF_UP)
            if count <= n and share == fact.value:
                return n
    return None


@register("impossible-shares")
def impossible_shares(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """A share that no whole count of the printed n gives: fewer answered that item."""
    found = []
    for fact in facts:
        if fact.unit != "%" or not fact.n or fact.rule != Rule.EXACT:
            continue
        n = possible_n(fact)
        if n == fact.n:
            continue
        words = {"label": fact.label, "value": printed(fact), "n": fact.n, "other": n}
        if n is None:
            text = _("%(label)s: no count of %(n)s or fewer gives %(value)s %%.")
        else:
            text = _(
                "%(label)s: no count of %(n)s gives %(value)s %%. At most %(other)s answered the "
                "item, or the share is wrong."
            )
        found.append(Warn("impossible-shares", fact.number, text % words))
    return found


@register("missing-n")
def shares_without_n(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """Shares of which the source does not tell of how many; a share of money has no number."""
    bare = [row for row in facts if row.unit == "%" and not row.n and row.figure not in OF_MONEY]
    if not bare:
        return []
    text = _("The source does not tell of how many these shares are: %(labels)s.")
    return [Warn("missing-n", bare[0].number, text % {"labels": _quoted(bare)})]


@register("share-sums")
def shares_that_do_not_sum(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """Shares of one whole that sum nearly to 100: rounding, or one could choose many."""
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for fact in facts:
        if fact.unit == "%" and fact.part and fact.number:
            sums.setdefault((fact.figure, fact.number), []).append(fact.value)
    text = _("The shares sum to %(sum)s per cent: they were rounded, or one could choose many.")
    return [
        Warn("share-sums", number, text % {"sum": formats.number_format(sum(values), 0)})
        for (_figure, number), values in sums.items()
        if len(values) > 1 and 0 < abs(sum(values) - HUNDRED) <= len(values) // 2
    ]


@register("divisors")
def doubtful_divisor(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """A mean by month of a year cut in the middle of one: whole months or days give other means."""
    new = {fact.part: fact for fact in facts if fact.figure == "practices-by-year"}
    found = []
    for fact in facts:
        whole = new.get(fact.part) if fact.figure == "practices-per-month" else None
        cut = fact.as_of
        if whole is None or cut is None or str(cut.year) != fact.part:
            continue
        length = calendar.monthrange(cut.year, cut.month)[1]
        elapsed = cut.month - 1 + Decimal(cut.day) / length
        means = [_whole(whole.value / cut.month), _whole(whole.value / elapsed)]
        if means[0] != means[1]:
            words = {
                "label": fact.label,
                "count": printed(whole),
                "months": cut.month,
                "mean": means[0],
                "elapsed": formats.number_format(elapsed, 1),
                "other": means[1],
            }
            text = _(
                "%(label)s depends on the divisor: %(count)s by %(months)s months is %(mean)s, by "
                "%(elapsed)s months %(other)s."
            )
            found.append(Warn("divisors", fact.number, text % words))
    return found


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)


@register("one-sided-scales")
def one_sided_scale(_programme: Any, _as_of: datetime.date, facts: Facts) -> list[Warn]:
    """A scale whose every step is positive cannot tell that nothing or harm came of the work."""
    steps = [fact for fact in facts if fact.code.startswith(SCALE)]
    if not steps or any(fact.value <= 0 for fact in steps):
        return []
    text = _("The scale %(steps)s has no step for no effect or a negative one.")
    return [Warn("one-sided-scales", steps[0].number, text % {"steps": _quoted(steps)})]


def _quoted(facts: Iterable[PublishedFact]) -> str:
    return ", ".join(f"“{fact.label}”" for fact in facts)
