"""The yearly summary of an organisation, in the shape of correspondence/letters.py."""

from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.people.models import Organisation
from talkoot.practices.queries.organisations import Received, Year


def summary_content(organisation: Organisation, year: Year, *, on: Any) -> dict[str, Any]:
    """What the organisation published, adopted, passed on and received, in the active language."""
    received = year.received
    return {
        "title": _("%(organisation)s: summary of %(year)s")
        % {"organisation": organisation.name, "year": year.year},
        "organisation": settings.SITE_NAME,
        "meta": [
            [_("Organisation"), organisation.name],
            [_("Year"), str(year.year)],
            [_("As of"), local_date(on)],
        ],
        "sections": [
            _section(
                _("Practices published"),
                [row.title for row in year.published],
                _("Nothing was published this year."),
            ),
            _section(
                _("Learned from others"),
                [f"{row.practice.title}, {row.practice.organisation}" for row in year.adopted],
                _("Nothing was taken up from others this year."),
            ),
            _section(
                _("Others learned from us"),
                [f"{row.organisation}: {row.practice.title}" for row in year.learned],
                _("Nobody marked this year that they learned from us."),
            ),
            _section(
                _("Applied for"),
                [f"{row.title} ({row.number or row.ref})" for row in received.applications],
                _("No applications were sent this year."),
            ),
            _received(received),
        ],
        "footer": _("Made of the records of the service on the day above."),
    }


def _received(received: Received) -> dict[str, Any]:
    items = [
        (_("Engagements granted"), len(received.engagements)),
        (_("Days granted"), _number(received.days)),
        (_("Hours delivered"), _number(received.hours)),
        (_("Registrations for events"), received.registrations),
        (_("Marked present at events"), received.presences),
    ]
    return {"heading": _("Received"), "items": [f"{name}: {value}" for name, value in items]}


def _section(heading: str, items: list[str], empty: str) -> dict[str, Any]:
    if not items:
        return {"heading": heading, "paragraphs": [empty]}
    return {"heading": heading, "items": items}


def _number(value: Any) -> str:
    return str(formats.number_format(value.normalize() if value else 0))
