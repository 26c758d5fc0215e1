"""What the dates, shares and costs of a funded project must be."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.identity_codes import identity_code_problem
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.programmes.finance.indicators import indicators_of
from talkoot.programmes.models import (
    Actual,
    BudgetLine,
    FundingProject,
    IndicatorTotal,
    Programme,
)

WHOLE = Decimal(100)
KEPT_YEARS = 5


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
    without its days is not compared. Costs that have been booked stay within the days.
    """
    if starts_on is None or ends_on is None:
        return None
    if ends_on < starts_on:
        return "ends_on", _("The last day cannot be before the first day, %(day)s.") % {
            "day": local_date(starts_on)
        }
    if besides and (problem := _left_outside(besides, starts_on, ends_on)):
        return problem
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


def _left_outside(
    project: FundingProject, starts_on: datetime.date, ends_on: datetime.date
) -> tuple[str, str] | None:
    """(field, sentence) if a booked cost would be left outside the project's new days."""
    booked = Actual.objects.filter(line__project=project).aggregate(
        first=Min("spent_on"), last=Max("spent_on")
    )
    sentence = _("A cost has been booked on %(day)s. Keep that day within the project.")
    if booked["first"] and booked["first"] < starts_on:
        return "starts_on", sentence % {"day": local_date(booked["first"])}
    if booked["last"] and booked["last"] > ends_on:
        return "ends_on", sentence % {"day": local_date(booked["last"])}
    return None


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


def paid_problem(last_paid_on: datetime.date | None, today: datetime.date) -> str:
    """A sentence of a last payment that has not been made yet, else empty."""
    if last_paid_on is None or last_paid_on <= today:
        return ""
    return _("The day is still to come. Choose this day or an earlier one.")


def keep_until(project: FundingProject) -> datetime.date | None:
    """The last day on which the project's evidence must be there; None while nothing tells it.

    Five years from the end of the year of the last payment (Regulation (EU) 2021/1060, article
    82), or the funder's own day when that is later.
    """
    days = [project.kept_until] if project.kept_until else []
    if project.last_paid_on:
        days.append(datetime.date(project.last_paid_on.year + KEPT_YEARS, 12, 31))
    return max(days, default=None)


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


def words_problem(reference: str, note: str) -> tuple[str, str] | None:
    """(field, sentence) if a cost's voucher or note tells who somebody is, else None."""
    for name, text in (("reference", reference), ("note", note)):
        if problem := identity_code_problem(text):
            return name, problem
    return None


def voucher_problem(line: BudgetLine, reference: str) -> str:
    """A sentence if the voucher has been booked on the line, else empty."""
    if reference and Actual.objects.filter(line=line, reference=reference).exists():
        return _("The voucher has been booked on this line already.")
    return ""


def total_problems(
    project: FundingProject,
    *,
    code: str,
    origin: str,
    as_of: datetime.date,
    note: str,
    today: datetime.date,
) -> dict[str, str]:
    """{field: sentence} for a number of an indicator that cannot be kept; empty if it can."""
    found = {}
    if code not in dict(indicators_of(project)):
        found["code"] = _("The project’s fund has no such indicator. Choose one of the list.")
    if as_of > today and origin != IndicatorTotal.Origin.TARGET:
        found["as_of"] = _("The day is still to come.")
    if origin == IndicatorTotal.Origin.OWN and not note:
        found["note"] = _("Tell what your own count rests on.")
    if problem := identity_code_problem(note):
        found["note"] = problem
    return found


def with_kept_codes(
    rows: Iterable[tuple[str, str, Decimal]], known: Mapping[str, str]
) -> list[tuple[str, str, Decimal]]:
    """Shares as (code, funder, per cent) where known funders have their old codes, none twice."""
    found: dict[str, tuple[str, str, Decimal]] = {}
    for code, funder, percent in rows:
        wanted = kept = known.get(funder, code)
        number = 2
        while kept in found:
            kept, number = f"{wanted}-{number}", number + 1
        found[kept] = (kept, funder, percent)
    return list(found.values())
