"""A programme's figures beside what its source published: equal, within its rounding, or not."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext, gettext_lazy

from talkoot.core.figures import ALL, Chapter, Figure, Filters, Number, all_figures, shared_reads
from talkoot.core.templatetags.ui import day
from talkoot.home.queries import FigureRow, figure_rows, plain
from talkoot.programmes.models import Programme, PublishedFact

_ = gettext_lazy
Rule = PublishedFact.Rule
Facts = dict[tuple[str, str], list[PublishedFact]]


class Agreement(models.TextChoices):
    EQUAL = "equal", _("equal")
    WITHIN = "within", _("within the published rounding")
    DIFFERS = "differs", _("differs")
    UNCOUNTED = "uncounted", _("not in the records")
    NONE = "", _("not published")


@dataclass(frozen=True)
class Line:
    """A figure or a part of one, and the published value of the same, if there is one.

    Without a figure it is a published value that no records can tell.
    """

    id: str
    code: str
    label: str
    value: Number
    n: int
    unit: str
    figure: Figure | None
    as_of: datetime.date
    is_part: bool
    url: str
    fact: PublishedFact | None = None

    @property
    def decimals(self) -> int:
        """A published value is compared as it was printed; without one as the figure is shown."""
        if self.fact:
            return self.fact.decimals
        return 1 if self.is_part and self.unit == "%" else self._own_decimals

    @property
    def _own_decimals(self) -> int:
        return self.figure.decimals if self.figure else 0

    @property
    def rounded(self) -> Number:
        return half_up(self.value, max(self.decimals, self._own_decimals))

    @property
    def shown(self) -> str:
        value = self.rounded
        if value is None:
            return "–"
        places = 0 if value == int(value) else max(self.decimals, self._own_decimals)
        return _number(Decimal(value), places)

    @property
    def is_told(self) -> bool:
        """There is something to tell: records, or what was published."""
        return bool(self.n or self.fact)

    @property
    def agreement(self) -> Agreement:
        if self.fact is None:
            return Agreement.NONE
        return agreement_of(self.value, self.fact) if self.figure else Agreement.UNCOUNTED

    @property
    def published(self) -> str:
        return published_text(self.fact) if self.fact else ""

    @property
    def note(self) -> str:
        """Why it differs, or what the source leaves open."""
        if self.fact is None:
            return ""
        found = [self.fact.note] if self.fact.note else []
        if self.value is None:
            found.append(gettext("The register has no records of this."))
        elif self.agreement == Agreement.DIFFERS and not found:
            found.append(gettext("The records give another value than the source."))
        if self.fact.as_of and self.fact.as_of != self.as_of:
            found.append(
                gettext("The source’s cut-off is %(day)s.") % {"day": day(self.fact.as_of)}
            )
        if self.fact.n and self.n and self.fact.n != self.n:
            numbers = {"published": self.fact.n, "own": self.n}
            found.append(
                gettext("The source has n = %(published)s, the item n = %(own)s.") % numbers
            )
        return " ".join(found)

    def as_dict(self) -> dict[str, Any]:
        value = self.rounded
        return {
            "id": self.id,
            "code": self.code,
            "label": self.label,
            "value": value if value is None else plain(value),
            "n": self.n,
            "unit": self.unit,
            "definition": str(self.figure.definition) if self.figure else "",
            "version": self.figure.version if self.figure else "",
            "as_of": self.as_of.isoformat(),
            "published": self.published,
            "agreement": self.agreement.value,
            "note": self.note,
        }


def half_up(value: Number, decimals: int) -> Number:
    if value is None or isinstance(value, int):
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def agreement_of(value: Number, fact: PublishedFact) -> Agreement:
    """Equal as printed; within the rule by which the source rounded; else it differs."""
    if value is None:
        return Agreement.DIFFERS
    own = Decimal(value)
    if half_up(own, fact.decimals) == fact.value and fact.rule != Rule.OVER:
        return Agreement.EQUAL
    step = fact.step or Decimal(1)
    nearest = (own / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
    within = {
        Rule.EXACT: False,
        Rule.NEAREST: nearest == fact.value,
        # A source that says “over 80” would have said 90 or 100 of much more.
        Rule.OVER: fact.value < own and (fact.step is None or own < fact.value + fact.step),
        Rule.BETWEEN: fact.upper is not None and fact.value <= own <= fact.upper,
    }
    return Agreement.WITHIN if within[Rule(fact.rule)] else Agreement.DIFFERS


def published_text(fact: PublishedFact) -> str:
    """The published value in words: about 400, over 80, 1–2."""
    value = _number(fact.value, fact.decimals)
    if fact.rule == Rule.NEAREST:
        return gettext("about %(value)s") % {"value": value}
    if fact.rule == Rule.OVER:
        return gettext("over %(value)s") % {"value": value}
    if fact.rule == Rule.BETWEEN and fact.upper is not None:
        return f"{value}–{_number(fact.upper, fact.decimals)}"
    return value


def _number(value: Decimal, decimals: int) -> str:
    places = decimals if decimals or value != int(value) else 0
    return str(formats.number_format(value, places, force_grouping=True))


def compared(
    programme: Programme,
    as_of: datetime.date,
    filters: Filters = ALL,
    chapter: Chapter | None = None,
) -> list[Line]:
    """The programme's figures and their parts on that day, with what was published of them.

    Those of one chapter, or all. Facts of a figure that has none of the named part stand as lines
    without a value; those that no figure counts stand at the end. A source may give the same figure
    in two ways: each has a line. With filters nothing is compared, for a source tells of the whole,
    and figures that do not know a filter are left out.
    """
    facts = facts_by_figure(programme) if filters == ALL else {}
    ids = [row.id for row in all_figures() if chapter in (None, row.chapter)]
    lines: list[Line] = []
    with shared_reads():
        for row in figure_rows(programme, as_of, ids, filters):
            lines += lines_of(row, facts)
    if chapter in (None, Chapter.PROGRAMME):
        lines += [_uncounted(fact, as_of) for fact in facts.get(("", ""), [])]
    return lines


def _uncounted(fact: PublishedFact, as_of: datetime.date) -> Line:
    return Line(
        id=fact.code,
        code=fact.number,
        label=str(fact.label),
        value=None,
        n=0,
        unit=fact.unit,
        figure=None,
        as_of=as_of,
        is_part=True,
        url="",
        fact=fact,
    )


def facts_by_figure(programme: Programme) -> Facts:
    """{(figure, part): what was published of it}, one query; ("", "") for what no figure counts."""
    facts: Facts = {}
    for fact in programme.published_facts.all():
        key = (fact.figure, fact.part) if fact.figure else ("", "")
        facts.setdefault(key, []).append(fact)
    return facts


def lines_of(row: FigureRow, facts: Facts) -> Iterator[Line]:
    """The figure itself, then its parts."""
    figure, unit = row.figure, str(row.figure.unit)
    value = row.counted.value if row.counted.n else None
    yield from _each(row, figure.id, str(figure.label), value, row.counted.n, unit, facts, "")
    if figure.parts is None:
        return
    named = {part for found, part in facts if found == figure.id and part}
    if not row.counted.n and not named:
        return
    part_unit = str(figure.unit if figure.part_unit is None else figure.part_unit)
    for part in figure.parts(*figure.asked(row.programme, row.as_of, row.filters)):
        named.discard(part.key)
        key = f"{figure.id}.{part.key}"
        yield from _each(row, key, str(part.label), part.value, part.n, part_unit, facts, part.key)
    for missing in sorted(named):
        label = str(facts[(figure.id, missing)][0].label)
        key = f"{figure.id}.{missing}"
        yield from _each(row, key, label, None, 0, part_unit, facts, missing)


def _each(
    row: FigureRow,
    key: str,
    label: str,
    value: Number,
    n: int,
    unit: str,
    facts: Facts,
    part: str,
) -> Iterator[Line]:
    found: list[PublishedFact | None] = [*facts.get((row.figure.id, part), [])]
    for fact in found or [None]:
        yield Line(
            id=key,
            code=(fact.number if fact else "") or row.figure.code,
            label=label,
            value=value,
            n=n,
            unit=unit,
            figure=row.figure,
            as_of=row.as_of,
            is_part=bool(part),
            url=row.url,
            fact=fact,
        )


COLUMNS = (
    *("id", "code", "label", "value", "n", "unit", "definition", "version", "as_of"),
    *("published", "agreement", "note"),
)


def lines_as_rows(lines: Iterable[Line]) -> Iterator[list[Any]]:
    """The lines as a table, its heads first."""
    yield list(COLUMNS)
    for line in lines:
        row = line.as_dict()
        yield [row[name] for name in COLUMNS]


def agreement_counts(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """[(words, lines)] of those that have a published value, in the order of Agreement."""
    found = [line.agreement for line in lines if line.fact]
    return [(str(kind.label), found.count(kind)) for kind in Agreement if kind in found]
