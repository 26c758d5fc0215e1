"""The yearly summary of an organisation on one page, in the shape of a report."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date
from talkoot.people.models import Organisation
from talkoot.practices.queries.organisations import Year
from talkoot.reports.blocks import Block
from talkoot.reports.files import printed

SHOWN = 4  # Of each list, so that the whole stays on one page.


def yearly_content(organisation: Organisation, year: Year, *, on: datetime.date) -> dict[str, Any]:
    """What the organisation published, adopted, passed on and received, in the active language."""
    return {
        "layout": "report",
        "kind": "summary",
        "title": _("%(organisation)s: summary of %(year)s")
        % {"organisation": organisation.name, "year": year.year},
        "organisation": settings.SITE_NAME,
        "lead": "",
        "meta": [[_("Year"), str(year.year)], [_("As of"), local_date(on)]],
        "sections": [
            {"heading": _("The year in figures"), "blocks": [printed(_tiles(organisation, year))]},
            *({"heading": title, "blocks": [printed(block)]} for title, block in _lists(year)),
        ],
    }


def _tiles(organisation: Organisation, year: Year) -> Block:
    received = year.received
    rows = [
        (_("Practices published"), len(year.published)),
        (_("Learned from others"), len(year.adopted)),
        (_("Others learned from us"), len(year.learned)),
        (_("Days granted"), _number(received.days)),
        (_("Hours delivered"), _number(received.hours)),
        (_("Marked present at events"), received.presences),
    ]
    return Block(
        columns=[_("Figure"), _("Value")],
        rows=[[name, str(value)] for name, value in rows],
        links=[
            *[reverse("organisation", args=[organisation.key])] * 3,
            *[reverse("organisation-received", args=[organisation.key])] * 3,
        ],
        is_tiles=True,
    )


def _lists(year: Year) -> list[tuple[str, Block]]:
    return [
        (
            _("Practices published"),
            _list([row.title for row in year.published], _("Nothing was published this year.")),
        ),
        (
            _("Learned from others"),
            _list(
                [f"{row.practice.title}, {row.practice.organisation}" for row in year.adopted],
                _("Nothing was taken up from others this year."),
            ),
        ),
        (
            _("Others learned from us"),
            _list(
                [f"{row.organisation}: {row.practice.title}" for row in year.learned],
                _("Nobody marked this year that they learned from us."),
            ),
        ),
        (
            _("Applied for"),
            _list(
                [f"{row.title} ({row.number or row.ref})" for row in year.received.applications],
                _("No applications were sent this year."),
            ),
        ),
    ]


def _list(items: Sequence[str], empty: str) -> Block:
    """The first ones, and how many there are besides; or why there is nothing."""
    if not items:
        return Block(paragraphs=[empty])
    rest = len(items) - SHOWN
    more = [ngettext("and %(count)s other", "and %(count)s others", rest) % {"count": rest}]
    return Block(items=[*items[:SHOWN], *(more if rest > 0 else [])])


def _number(value: Any) -> str:
    return str(formats.number_format(value.normalize() if value else 0))
