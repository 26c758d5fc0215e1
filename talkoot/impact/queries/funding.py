"""The participants of a funded project beside what the funder's system counts."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talkoot.events.models import FundedParticipation
from talkoot.people.models import OrganisationKind
from talkoot.programmes.finance.indicators import ALL_TOGETHER, LABOUR_STATUS, indicators_of
from talkoot.programmes.models import FundingProject, IndicatorTotal

# Whose people count as public administrations or services.
PUBLIC_KINDS = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.WELLBEING_COUNTY,
    OrganisationKind.JOINT_AUTHORITY,
    OrganisationKind.MUNICIPAL_UNIT,
    OrganisationKind.STATE_AGENCY,
)
Origin, Gender = IndicatorTotal.Origin, IndicatorTotal.Gender
BY_GENDER = (Gender.WOMEN, Gender.MEN, Gender.OTHER)
# The fund of 2014–2020 counts projects for public administrations, not the organisations.
PUBLIC_ORGANISATIONS = "EECO18"


@dataclass(frozen=True)
class Register:
    """What our register counts of a project on a day; persons are counted, never listed."""

    participants: int
    ended: int
    notices: int
    public_organisations: int


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator: our register, our own count and the funder's, and how they differ.

    `told` has the newest totals by origin and gender, `targets` all that should be reached, in the
    order of their days.
    """

    code: str
    label: "str | Promise"
    register: int | None
    told: Mapping[tuple[str, str], IndicatorTotal]
    targets: Sequence[IndicatorTotal] = ()

    @property
    def own(self) -> IndicatorTotal | None:
        return self.told.get((Origin.OWN, Gender.ALL))

    @property
    def funder(self) -> IndicatorTotal | None:
        return self.told.get((Origin.FUNDER, Gender.ALL))

    @property
    def own_parts(self) -> list[IndicatorTotal]:
        return self.parts(Origin.OWN)

    @property
    def funder_parts(self) -> list[IndicatorTotal]:
        return self.parts(Origin.FUNDER)

    def parts(self, origin: str) -> list[IndicatorTotal]:
        """The totals of one origin by gender, as far as they have been told."""
        return [row for gender in BY_GENDER if (row := self.told.get((origin, gender)))]

    @property
    def ours(self) -> int | None:
        """What the register tells; without it our own count."""
        if self.register is not None:
            return self.register
        return self.own.value if self.own else None

    @property
    def difference(self) -> int | None:
        """How many more the funder counts; None while one of the two is not known."""
        if self.ours is None or self.funder is None:
            return None
        return self.funder.value - self.ours


def register_of(project: FundingProject, as_of: datetime.date) -> Register:
    """Counts of the project's participations on the day; two queries."""
    rows = FundedParticipation.objects.filter(project=project, started_on__lte=as_of)
    counts = rows.aggregate(
        participants=Count("pk"),
        ended=Count("pk", filter=Q(ended_on__lte=as_of)),
        notices=Count("pk", filter=Q(start_notice_on__lte=as_of)),
    )
    public = rows.filter(participant__organisation__kind__in=PUBLIC_KINDS)
    organisations = public.aggregate(n=Count("participant__organisation", distinct=True))["n"]
    return Register(**counts, public_organisations=organisations)


def indicator_rows(
    project: FundingProject, register: Register, as_of: datetime.date
) -> list[IndicatorRow]:
    """Each indicator of the fund with the newest totals by the day and its targets; one query."""
    newest: dict[str, dict[tuple[str, str], IndicatorTotal]] = {}
    targets: dict[str, list[IndicatorTotal]] = {}
    totals = IndicatorTotal.objects.filter(project=project)
    for total in totals.order_by("as_of", "pk"):
        if total.origin == Origin.TARGET:
            targets.setdefault(total.code, []).append(total)
        elif total.as_of <= as_of:
            newest.setdefault(total.code, {})[total.origin, total.gender] = total
    counted = {
        ALL_TOGETHER: register.participants,
        PUBLIC_ORGANISATIONS: register.public_organisations,
    }
    return [
        IndicatorRow(code, label, counted.get(code), newest.get(code, {}), targets.get(code, []))
        for code, label in indicators_of(project)
    ]


def reconciliation(
    project: FundingProject, register: Register, rows: list[IndicatorRow]
) -> list[str]:
    """What does not agree, in sentences; empty when everything that is known does."""
    sentence = _("%(code)s: the funder counts %(theirs)s and we count %(ours)s.")
    found = [
        sentence % {"code": row.code, "theirs": row.funder.value, "ours": row.ours}
        for row in rows
        if row.difference and row.funder
    ]
    found += [words for row in rows for origin in Origin if (words := _split(row, origin))]
    by_code: dict[str, Any] = {row.code: row.funder for row in rows}
    statuses = [by_code.get(code) for code in LABOUR_STATUS.get(project.fund, ())]
    if statuses and all(statuses):
        total = sum(status.value for status in statuses if status)
        if total != register.participants:
            found.append(
                _(
                    "The funder’s numbers by labour status are %(total)s together, and our "
                    "register has %(ours)s participants."
                )
                % {"total": total, "ours": register.participants}
            )
    return found


def _split(row: IndicatorRow, origin: str) -> str:
    """A sentence if the parts by gender are not the whole of that day, else empty."""
    whole = row.told.get((origin, Gender.ALL))
    parts = row.parts(origin)
    if whole is None or not parts or any(part.as_of != whole.as_of for part in parts):
        return ""
    total = sum(part.value for part in parts)
    is_whole = {Gender.WOMEN, Gender.MEN} <= {part.gender for part in parts}
    if total == whole.value or (total < whole.value and not is_whole):
        return ""
    sentence = _("%(code)s, %(origin)s: by gender %(parts)s together, in all %(whole)s.")
    return sentence % {
        "code": row.code,
        "origin": Origin(origin).label,
        "parts": total,
        "whole": whole.value,
    }
