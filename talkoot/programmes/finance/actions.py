"""Writes of funded projects, their budgets and costs."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User
from talkoot.programmes.finance import rules
from talkoot.programmes.finance.reading import Cost
from talkoot.programmes.models import (
    Actual,
    BudgetLine,
    FundingProject,
    FundingShare,
    IndicatorTotal,
    Programme,
)


@transaction.atomic
def save_project(
    programme: Programme,
    values: Mapping[str, Any],
    *,
    by: User,
    project: FundingProject | None = None,
) -> FundingProject:
    """Add a funded project or change it. Refuses days on which another one of the programme runs,
    and a last payment to come.

    The programme's row is locked, so two officers do not add overlapping projects at once.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_project(programme, values["starts_on"], values["ends_on"], besides=project)
    if unpaid := rules.paid_problem(values.get("last_paid_on"), timezone.localdate()):
        raise NotAllowed(unpaid)
    is_new = project is None
    project = project or FundingProject(programme=programme)
    before = _told(project)
    for name, value in values.items():
        setattr(project, name, value)
    project.save()
    after = _told(project)
    changed = [name for name in after if after[name] != before[name]]
    record(
        f"programmes.funding.{'added' if is_new else 'saved'}",
        project,
        by=by,
        before={} if is_new else {name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return project


def _told(project: FundingProject) -> dict[str, str]:
    """The days and the sum as the log keeps them, and whether its evidence is held back."""
    names = ("starts_on", "ends_on", "amount_eur", "last_paid_on", "kept_until")
    held = {"hold_reason": "yes" if project.hold_reason else ""}
    return {name: str(getattr(project, name) or "") for name in names} | held


@transaction.atomic
def save_shares(
    project: FundingProject, rows: Sequence[tuple[str, str, Decimal]], *, by: User
) -> None:
    """Replace the project's shares by (code, funder, per cent). A wrong sum is told, not refused:
    a share may be agreed before the others.

    A funder that stays keeps its code, by which published shares are compared.
    """
    project = FundingProject.objects.select_for_update().get(pk=project.pk)
    old = list(FundingShare.objects.filter(project=project))
    rows = rules.with_kept_codes(rows, {share.funder: share.code for share in old})
    before = {share.code: str(share.percent) for share in old}
    FundingShare.objects.filter(project=project).delete()
    FundingShare.objects.bulk_create(
        FundingShare(project=project, order=order, code=code, funder=funder, percent=percent)
        for order, (code, funder, percent) in enumerate(rows, 1)
    )
    after = {code: str(percent) for code, _funder, percent in rows}
    record("programmes.shares.saved", project, by=by, before=before, after=after)


@transaction.atomic
def save_line(
    project: FundingProject,
    values: Mapping[str, Any],
    *,
    by: User,
    line: BudgetLine | None = None,
) -> BudgetLine:
    """Add a cost line as the last one, or change it."""
    FundingProject.objects.select_for_update().get(pk=project.pk)
    is_new = line is None
    line = line or BudgetLine(
        project=project, order=BudgetLine.objects.filter(project=project).count() + 1
    )
    before = {} if is_new else {"amount_eur": str(line.amount_eur)}
    for name, value in values.items():
        setattr(line, name, value)
    line.save()
    after = {"amount_eur": str(line.amount_eur)}
    record("programmes.budget.saved", line, by=by, before=before, after=after)
    return line


@transaction.atomic
def book(
    line: BudgetLine,
    *,
    spent_on: datetime.date,
    amount_eur: Decimal,
    reference: str,
    note: str,
    by: User,
) -> Actual:
    """Book a cost.

    Refuses a day outside the project, a voucher that the line has already, and identity codes.
    """
    project = FundingProject.objects.select_for_update().get(pk=line.project_id)
    problem = rules.day_problem(project, spent_on) or rules.voucher_problem(line, reference)
    if not problem and (found := rules.words_problem(reference, note)):
        problem = found[1]
    if problem:
        raise NotAllowed(problem)
    row = Actual.objects.create(
        line=line, spent_on=spent_on, amount_eur=amount_eur, reference=reference, note=note, by=by
    )
    record("programmes.cost.booked", row, by=by, after={"amount_eur": str(amount_eur)})
    return row


@transaction.atomic
def import_costs(project: FundingProject, costs: Iterable[Cost], *, by: User) -> tuple[int, int]:
    """Book the costs that were read from a file, all or none; returns (booked, known before).

    A voucher that has been booked on its line already is left as it is, so that the same file can
    be sent again.
    """
    project = FundingProject.objects.select_for_update().get(pk=project.pk)
    booked = Actual.objects.filter(line__project=project).exclude(reference="")
    known = set(booked.values_list("line__code", "reference"))
    lines = {line.code: line for line in BudgetLine.objects.filter(project=project)}
    rows = list(costs)
    new = [cost for cost in rows if (cost.line, cost.reference) not in known]
    Actual.objects.bulk_create(
        Actual(
            line=lines[cost.line],
            spent_on=cost.spent_on,
            amount_eur=cost.amount_eur,
            reference=cost.reference,
            note=cost.note,
            by=by,
        )
        for cost in new
    )
    after = {"booked": len(new), "known": len(rows) - len(new)}
    record("programmes.costs.imported", project, by=by, after=after)
    return len(new), len(rows) - len(new)


@transaction.atomic
def tell_indicator(
    project: FundingProject,
    *,
    code: str,
    origin: str,
    value: int,
    as_of: datetime.date,
    note: str,
    by: User,
    gender: str = "",
) -> IndicatorTotal:
    """Keep what an indicator counts on a day; a new number of the same day takes the place.

    Refuses an indicator that the fund does not have, a day to come, and an own count without what
    it rests on.
    """
    project = FundingProject.objects.select_for_update().get(pk=project.pk)
    problems = rules.total_problems(
        project, code=code, origin=origin, as_of=as_of, note=note, today=timezone.localdate()
    )
    if problems:
        raise NotAllowed(" ".join(problems.values()))
    which: dict[str, Any] = {
        "project": project, "code": code, "origin": origin, "gender": gender, "as_of": as_of
    }  # fmt: skip
    old = IndicatorTotal.objects.filter(**which).first()
    total, _is_new = IndicatorTotal.objects.update_or_create(
        **which, defaults={"value": value, "note": note, "by": by}
    )
    before = {"value": old.value} if old else {}
    record("programmes.indicator.told", total, by=by, before=before, after={"value": value})
    return total
