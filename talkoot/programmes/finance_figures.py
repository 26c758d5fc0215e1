"""Figures of the programme's money: budget, its yearly mean and the funders' shares."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import Chapter, Figure, Measure, Part, Records, read_once, register_in
from talkoot.programmes.finance.queries import begun_projects
from talkoot.programmes.models import FundingShare

register = register_in(Chapter.PROGRAMME)
Sums = dict[str, tuple[str, Decimal]]


def _read_budget(programme: Any, as_of: datetime.date) -> tuple[Decimal, int, int]:
    """(euros, projects, years of the programme)."""
    amounts = [row.amount_eur or Decimal(0) for row in begun_projects(programme, as_of)]
    years = programme.ends_on.year - programme.starts_on.year + 1
    return sum(amounts, Decimal(0)), len(amounts), years


def _total(read: tuple[Decimal, int, int]) -> tuple[Decimal | None, int]:
    total, count, _years = read
    return (total if count else None), count


def _yearly(read: tuple[Decimal, int, int]) -> tuple[Decimal | None, int]:
    total, count, years = read
    return (total / years if count else None), count


def _shares(programme: Any, as_of: datetime.date) -> Records:
    begun = begun_projects(programme, as_of).order_by()
    return FundingShare.objects.filter(project__in=begun).select_related("project")


@read_once
def _read_shares(programme: Any, as_of: datetime.date) -> Sums:
    """{code: (funder, euros)} of the begun projects."""
    sums: Sums = {}
    for share in _shares(programme, as_of):
        _funder, before = sums.get(share.code, ("", Decimal(0)))
        euros = (share.project.amount_eur or Decimal(0)) * share.percent / 100
        sums[share.code] = (share.funder, before + euros)
    return sums


def _largest_share(sums: Sums) -> tuple[Decimal | None, int]:
    euros = [amount for _funder, amount in sums.values()]
    whole = sum(euros, Decimal(0))
    return (100 * max(euros) / whole if whole else None), len(euros)


def _share_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    sums = _read_shares(programme, as_of)
    whole = sum((amount for _funder, amount in sums.values()), Decimal(0))
    return [
        Part(code, funder, 100 * amount / whole, len(sums))
        for code, (funder, amount) in sums.items()
        if whole
    ]


register(
    Figure(
        id="budget-total",
        code="F21",
        label=_("Budget"),
        unit="€",
        definition=_("Budgets of the funded projects that had begun by the as-of date, together."),
        base=_("funded projects"),
        records=begun_projects,
        measure=Measure(_read_budget, _total),
        has_public_records=True,
    )
)
register(
    Figure(
        id="budget-annual",
        code="F23",
        label=_("Budget for a year"),
        unit="€",
        definition=_(
            "Budgets of the funded projects that had begun by the as-of date, divided by the "
            "calendar years of the whole programme."
        ),
        base=_("funded projects"),
        records=begun_projects,
        measure=Measure(_read_budget, _yearly),
        has_public_records=True,
    )
)
register(
    Figure(
        id="funding-share",
        code="F22",
        label=_("Share of the largest funder"),
        unit="%",
        definition=_(
            "Each funder’s share of the budgets of the funded projects that had begun by the "
            "as-of date; the largest first, the others under it."
        ),
        base=_("shares of the funded projects"),
        records=_shares,
        measure=Measure(_read_shares, _largest_share),
        decimals=1,
        has_public_records=True,
        parts=_share_parts,
        part_unit="%",
        is_detail=True,
    )
)
