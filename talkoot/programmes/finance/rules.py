"""What the dates, shares and costs of a funded project must be."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.programmes.models import FundingProject, Programme

WHOLE = Decimal(100)


def can_edit_programme(user: Any, programme: Programme) -> bool:
    return is_officer(user, programme.office_id)


def project_problem(
    programme: Programme,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    *,
    besides: FundingProject | None = None,
) -> tuple[str, str] | None:
    """(field, sentence) if a project cannot run on these days, else None.

    Two projects of a programme never overlap: a cost of a day must belong to one of them. A project
    without its days is not compared.
    """
    if starts_on is None or ends_on is None:
        return None
    if ends_on < starts_on:
        return "ends_on", _("The last day cannot be before the first day, %(day)s.") % {
            "day": local_date(starts_on)
        }
    others = FundingProject.objects.filter(
        programme=programme, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if besides:
        others = others.exclude(pk=besides.pk)
    other = others.order_by("starts_on").first()
    if other is None:
        return None
    return "starts_on", _(
        "“%(name)s” runs from %(first)s to %(last)s, and two funded projects of a programme cannot "
        "run on the same days. Choose days outside them, or change the other project first."
    ) % {
        "name": other.name,
        "first": local_date(other.starts_on),
        "last": local_date(other.ends_on),
    }


def check_project(
    programme: Programme,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    *,
    besides: FundingProject | None = None,
) -> None:
    """Refuse what project_problem tells."""
    problem = project_problem(programme, starts_on, ends_on, besides=besides)
    if problem:
        raise NotAllowed(problem[1])


def shares_problem(percents: Iterable[Decimal]) -> str:
    """A sentence if the shares are not a hundred together, else empty. No shares are no fault."""
    rows = list(percents)
    total = sum(rows, Decimal(0))
    if not rows or total == WHOLE:
        return ""
    shown = f"{total:f}".rstrip("0").rstrip(".").replace(".", ",")
    return _("The shares are %(total)s per cent together, not 100. Correct them.") % {
        "total": shown
    }


def day_problem(project: FundingProject, spent_on: datetime.date) -> str:
    """A sentence if the day is outside the project, else empty."""
    is_early = project.starts_on is not None and spent_on < project.starts_on
    is_late = project.ends_on is not None and spent_on > project.ends_on
    if not is_early and not is_late:
        return ""
    return _("%(day)s is outside the project, which runs from %(first)s to %(last)s.") % {
        "day": local_date(spent_on),
        "first": local_date(project.starts_on) or _("no set day"),
        "last": local_date(project.ends_on) or _("no set day"),
    }
