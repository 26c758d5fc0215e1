"""The chapter of breakthrough innovations: which there are on the day, and how they have spread."""

import datetime
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.charts import region_names
from talkoot.practices import spread_pictures
from talkoot.practices.models import Practice
from talkoot.practices.queries.spread import (
    adopters_of,
    country_on,
    facts_for,
    make_spread,
    numbers_of,
)
from talkoot.practices.rules.levels import CANDIDATE, LEVELS, level_of
from talkoot.practices.rules.spread import Spread
from talkoot.programmes.models import Programme
from talkoot.reports.blocks import REGIONS, TREND, Block

MOST, MOST_DRAWN = 12, 3


@dataclass(frozen=True)
class Found:
    """A practice that is a breakthrough, or a candidate for one, on the day."""

    practice: Practice
    level: int
    spread: Spread


def candidates(programme: Any) -> "QuerySet[Practice]":
    """Published practices that have come so far by now; the report's day is looked at later."""
    rows = Practice.objects.filter(programme=programme, state=Practice.State.PUBLISHED)
    return rows.filter(level__gte=CANDIDATE)


def breakthroughs_on(programme: Programme, day: datetime.date) -> list[Found]:
    """The highest first, then those with most adopters. Nine queries at most."""
    rows = candidates(programme).select_related("organisation", "sector", "contribution")
    rows = rows.prefetch_related("jury_statements", "partners").order_by(
        "-level", "-adoption_count", "pk"
    )
    practices = list(rows[:MOST])
    if not practices:
        return []
    country, numbers = country_on(day), numbers_of(programme.pk)
    adopters = adopters_of([row.pk for row in practices], country)
    found = []
    for row in practices:
        spread = make_spread(row, adopters.get(row.pk, []), day, country)
        facts = facts_for(row, spread, row.jury_statements.all())
        found.append(Found(row, level_of(facts, numbers), spread))
    kept = [row for row in found if row.level >= CANDIDATE]
    return sorted(kept, key=lambda row: (-row.level, -len(row.spread.adopters), row.practice.pk))


def breakthrough_blocks(found: list[Found]) -> list[Block]:
    """All in a table; the first of them with their curve and map."""
    if not found:
        return []
    table = Block(
        columns=[
            _("Practice"), _("Organisation"), _("Level"), _("Adopters"), _("Regions"),
            _("Where it came from"),
        ],
        rows=[_row(row) for row in found],
        links=[address_of_spread(row) for row in found],
    )  # fmt: skip
    return [table, *(block for row in found[:MOST_DRAWN] for block in _drawn(row))]


def address_of_spread(found: Found) -> str:
    """Where the measures and their records are as they were on the day."""
    query = urlencode({"as_of": found.spread.as_of.isoformat()})
    return f"{reverse('practice-spread', args=[found.practice.slug])}?{query}"


def _row(found: Found) -> list[str]:
    practice = found.practice
    contribution = getattr(practice, "contribution", None)
    return [
        practice.title,
        practice.organisation.name,
        f"{found.level}: {LEVELS[found.level]}",
        str(len(found.spread.adopters)),
        str(len(found.spread.regions)),
        str(contribution.get_origin_class_display()) if contribution else "",
    ]


def _drawn(found: Found) -> list[Block]:
    """The practice in a sentence, its curve and its map, each with the same as a table."""
    practice = found.practice
    blocks = [Block(practice.title, paragraphs=[practice.gist] if practice.gist else [])]
    if picture := spread_pictures.curve(found.spread):
        (_heading, *labels), *moments = zip(picture.columns, *picture.rows, strict=True)
        curve = _pictured(found, picture.title, [_("Month"), *labels], [list(x) for x in moments])
        blocks.append(replace(curve, drawn=TREND, key=f"curve-{practice.pk}"))
    if found.spread.regions:
        names = region_names()
        counts = sorted(
            found.spread.regions.items(), key=lambda row: (-row[1], names.get(row[0], ""))
        )
        rows = [[names.get(code, code), str(count)] for code, count in counts]
        drawn = _pictured(found, _("Adopters by region"), [_("Region"), _("Adopters")], rows)
        blocks.append(replace(drawn, drawn=REGIONS, counts=dict(counts)))
    return blocks


def _pictured(found: Found, title: str, columns: list[str], rows: list[list[str]]) -> Block:
    """The rows with what a picture of them needs: words and the way to the records."""
    name = {"title": found.practice.title}
    return Block(
        f"{found.practice.title}: {title}",
        columns=columns,
        rows=rows,
        alt=f"{title}. {'; '.join(' '.join(row) for row in rows)}.",
        caption=_("%(title)s: how it has spread, with the records") % name,
        caption_link=address_of_spread(found),
    )
