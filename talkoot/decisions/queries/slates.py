"""Reads of slates: the lines with what stops them, whatever their number in the same queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from talkoot.assessments.models import Score
from talkoot.assessments.queries.results import Result, latest_results
from talkoot.calls.models import Application, Call, JointApplicant, Quota
from talkoot.calls.queries import office_calls
from talkoot.calls.queries.calls import from_first_timers
from talkoot.calls.rules.criteria import load_team_organisations
from talkoot.core.access import fetch, unbarred
from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, Slate, SlateLine
from talkoot.decisions.queries.slate_parts import gathered_parts, put_parts
from talkoot.decisions.rules import slates as rules
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.prices import checked_terms, value_of
from talkoot.decisions.rules.undo import can_undo
from talkoot.experts.models import CallOff, Framework, Lot
from talkoot.experts.queries.terms import load_terms
from talkoot.experts.rules import is_valid_on
from talkoot.experts.rules.meters import Used, meter, used_by_lot
from talkoot.surveys.models import Item

SIGNED = Decision.State.SIGNED
UNDONE = Q(application__decision=None) | ~Q(application__decision__state=SIGNED)


@dataclass(frozen=True)
class SlateRow:
    """A line of a slate with what stops it, and the mail that carries its letter once signed.

    `framework_left` is how many days of the expert's framework agreement are left in all, `result`
    what the assessors gave; with_results reads it.
    """

    line: SlateLine
    problem: str
    mail: Message | None = None
    framework_left: Decimal | None = None
    result: Result | None = None

    @property
    def is_first_timer(self) -> bool:
        """As the call's quotas tell it, see calls.queries.calls.is_first_timer."""
        return bool(self.line.is_first)  # type: ignore[attr-defined]

    @property
    def application(self) -> Application:
        return self.line.application

    @property
    def is_granting(self) -> bool:
        return self.line.outcome in GRANTING

    @cached_property
    def cost(self) -> Decimal:
        """Euros: what the days have been ordered at, else would be ordered at today."""
        ordered: Decimal | None = self.line.ordered_eur  # type: ignore[attr-defined]
        if self.is_signed and ordered is not None:
            return ordered
        return value_of(self.application, self.line.days)

    @property
    def is_signed(self) -> bool:
        decision = decision_of(self.application)
        return self.line.signed_at is not None and bool(decision and decision.state == SIGNED)

    @property
    def is_undone(self) -> bool:
        return self.line.signed_at is not None and not self.is_signed

    @property
    def can_undo(self) -> bool:
        """Until the letter begins to leave."""
        decision = decision_of(self.application)
        return self.is_signed and decision is not None and can_undo(decision, self.mail)


@dataclass(frozen=True)
class Progress:
    """How far the signing of a slate is."""

    lines: int
    signed: int
    stopped: int
    undone: int

    @property
    def left(self) -> int:
        return self.lines - self.signed - self.stopped - self.undone


def get_slate(user: Any, pk: int) -> Slate:
    """The slate with its call's quotas, for the office of its call."""
    rows = Slate.objects.select_related("call__offering__programme__office", "made_by", "signed_by")
    quotas = Quota.objects.filter(call=OuterRef("call"))
    rows = rows.annotate(quota_rows=gathered(quotas, *columns_of(Quota), by="call"))
    slate = fetch(rows, user, rules.can_read, pk=pk)
    found = slate.quota_rows  # type: ignore[attr-defined]
    put_gathered([slate.call], "quotas", {slate.call_id: found})
    return slate


def office_slates(user: Any) -> "QuerySet[Slate]":
    """The office's slates that have not been discarded, the newest first, with their numbers."""
    granting = _lines(user).filter(outcome__in=GRANTING)
    return (
        _with_totals(user)
        .exclude(state=Slate.State.DISCARDED)
        .select_related("call", "made_by")
        .annotate(granted_count=_total(granting, Count("pk"), IntegerField()))
    )


def open_slates(user: Any) -> "QuerySet[Slate]":
    """Those to which applications can be added, with their titles and totals alone."""
    return (
        _with_totals(user)
        .filter(state=Slate.State.OPEN)
        .select_related("call")
        .only("title", "call__title_fi", "call__title_sv", "call__title_en")
    )


def _with_totals(user: Any) -> "QuerySet[Slate]":
    lines = _lines(user)
    return (
        Slate.objects.filter(call__in=office_calls(user).values("pk"))
        .annotate(
            line_count=_total(lines, Count("pk"), IntegerField()),
            days=_total(lines, Sum("days"), DecimalField()),
        )
        .order_by("-created_at", "-pk")
    )


def _lines(user: Any) -> "QuerySet[SlateLine]":
    """The lines of the outer row that the person may see."""
    return unbarred(SlateLine.objects.filter(slate=OuterRef("pk")), user).order_by()


def _total(rows: "QuerySet[SlateLine]", sum_of: Any, field: Any) -> Coalesce:
    sums = rows.values("slate").annotate(total=sum_of).values("total")
    return Coalesce(Subquery(sums), 0, output_field=field)


def titles_of_slates(applications: Iterable[int]) -> dict[int, str]:
    """{application id: the open slates on which it is}."""
    lines = SlateLine.objects.filter(
        application__in=list(applications), slate__state=Slate.State.OPEN
    )
    titles: dict[int, str] = {}
    for key, title in lines.order_by("slate").values_list("application", "slate__title"):
        titles[key] = f"{titles[key]}, {title}" if key in titles else title
    return titles


def comparable_slates(slate: Slate) -> "QuerySet[Slate]":
    """The other slates of the same call."""
    others = Slate.objects.filter(call=slate.call_id).exclude(pk=slate.pk)
    return others.exclude(state=Slate.State.DISCARDED).order_by("-created_at")


def slate_lines(slate: Slate, user: Any) -> "QuerySet[SlateLine]":
    """The lines that the person may see, in the order in which they are signed: by arrival."""
    form, application = OuterRef("application__questionnaire"), OuterRef("application")
    ordered = CallOff.objects.filter(case_number=OuterRef("application__number"), returned_on=None)
    newcomers = Application.objects.filter(from_first_timers(slate.call), pk=application)
    asking = Item.objects.filter(questionnaire=form, code="expert").order_by()
    return (
        unbarred(slate.lines.all(), user)
        .select_related(
            "application__organisation__municipality",
            "application__applicant",
            "application__expert__user",
            "application__expert__supplier__organisation",
            "application__expert__supplier__framework",
            "application__decision__edited_by",
        )
        .annotate(
            is_first=Exists(newcomers),
            asks_expert=Exists(asking),
            called_off=_called_off("days"),
            called_off_eur=_called_off("value_eur"),
            ordered_eur=Subquery(ordered.values("value_eur")),
            is_assessed=Exists(Score.objects.filter(assignment__application=application)),
            **gathered_parts(application),
        )
        .order_by("application__submitted_at", "pk")
    )


def _called_off(column: str) -> Coalesce:
    """Days or euros that have been called off from the framework of the line's expert."""
    orders = CallOff.objects.filter(
        framework=OuterRef("application__expert__supplier__framework"), returned_on=None
    ).order_by()
    total = orders.values("framework").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total), Decimal(0), output_field=DecimalField())


def with_results(rows: Iterable[SlateRow], user: Any) -> list[SlateRow]:
    """The rows with what the assessors gave; no query where nobody has assessed."""
    rows = list(rows)
    assessed = [row.application for row in rows if row.line.is_assessed]  # type: ignore[attr-defined]
    found = latest_results(user, assessed) if assessed else {}
    results = {key: result for key, (_phase, result) in found.items()}
    return [replace(row, result=results.get(row.application.pk)) for row in rows]


def mails_of(slate: Slate) -> dict[int, Message]:
    """{line id: the mail that carries its letter}."""
    rows = Message.objects.filter(letter__decision__application__slate_lines__slate=slate)
    lines = {"line_id": F("letter__decision__application__slate_lines__pk")}
    found: Any = rows.annotate(**lines).defer("body").order_by("pk")
    return {row.line_id: row for row in found}


def with_call(lines: Iterable[SlateLine], call: Call) -> list[SlateLine]:
    """Rows of slate_lines whose applications share one call row: its criteria are read once.

    Experts of one agreement share its row with its prices.
    """
    lines = list(lines)
    for line in lines:
        line.application.call = call
        line.application._asks_expert = line.asks_expert  # type: ignore[attr-defined]
    put_parts(lines)
    load_terms(line.application.expert for line in lines if line.application.expert)
    if call.allows_joint:
        load_joint(lines)
    load_team_organisations(line.application for line in lines)
    return lines


def load_joint(lines: Iterable[SlateLine]) -> None:
    """Who apply jointly on the lines, in one query."""
    joint = JointApplicant.objects.select_related("organisation").order_by("pk")
    rows = [line.application for line in lines]
    prefetch_related_objects(rows, Prefetch("joint_applicants", joint))


def decision_of(application: Application) -> Decision | None:
    """The decision or its draft, without a query when it was fetched with the application."""
    return getattr(application, "decision", None)


def framework_of(application: Application) -> Any:
    """The framework agreement of the chosen expert, or None."""
    return application.expert.supplier.framework if application.expert else None


def framework_stops(lines: list[SlateLine], left: dict[int, Decimal]) -> dict[int, str]:
    """{line id: sentence} of what the frameworks' validity and their ceilings stop.

    `left` are the days left. A query of its own only where a lot has a ceiling.
    """
    today, problems, ordered = timezone.localdate(), {}, []
    for line in lines:
        # A place without an expert calls nothing off.
        framework = framework_of(line.application) if line.outcome in GRANTING else None
        if framework is None:
            continue
        problem = rules.expert_problem(
            line.application.expert, is_valid=is_valid_on(framework, today)
        )
        try:
            if not problem:
                ordered.append((line, checked_terms(line.application)))
        except NotAllowed as refusal:
            problem = refusal.sentence
        if problem:
            problems[line.pk] = problem
    capped = {terms.lot for _line, terms in ordered if terms.lot and is_capped(terms.lot)}
    used = used_by_lot({lot.framework_id for lot in capped}) if capped else {}
    known: dict[Any, rules.Ceiling] = {}
    wanted = []
    for line, terms in ordered:
        framework = framework_of(line.application)
        euros = framework.value_cap_eur
        if euros is not None:
            euros -= line.called_off_eur  # type: ignore[attr-defined]
        above = [known.setdefault(framework, rules.Ceiling(framework.name, left[line.pk], euros))]
        if terms.lot in capped:
            above.append(known.setdefault(terms.lot, _lot_ceiling(framework, terms.lot, used)))
        wanted.append((line.pk, line.days, terms.value_of(line.days), above))
    return problems | rules.ceiling_problems(wanted)


def is_capped(lot: Lot) -> bool:
    return lot.days_cap is not None or lot.value_cap_eur is not None


def _lot_ceiling(framework: Framework, lot: Lot, used: Mapping[Any, Used]) -> rules.Ceiling:
    left = meter(lot, used.get((framework.pk, lot.pk), (Decimal(0), Decimal(0))))
    return rules.Ceiling(f"{framework.name}, {lot.name}", left.days_left, left.value_left_eur)


def days_left_of(lines: list[SlateLine]) -> dict[int, Decimal]:
    """{line id: days that may still be called off from its expert's framework}."""
    frameworks = {line.pk: (line, framework_of(line.application)) for line in lines}
    return {
        key: framework.days_cap - line.called_off  # type: ignore[attr-defined]
        for key, (line, framework) in frameworks.items()
        if framework
    }


def plain_rows(slate: Slate, user: Any) -> list[SlateRow]:
    """Every line of the slate for its totals alone: nobody asks what stops them."""
    lines = with_call(slate_lines(slate, user), slate.call)
    left = days_left_of(lines)
    return [SlateRow(line, line.problem, framework_left=left.get(line.pk)) for line in lines]


def progress_of(rows: list[SlateRow]) -> Progress:
    """How many of the rows are signed, undone, or stopped by a problem."""
    return Progress(
        lines=len(rows),
        signed=sum(row.is_signed for row in rows),
        undone=sum(row.is_undone for row in rows),
        stopped=sum(bool(row.problem) and row.line.signed_at is None for row in rows),
    )


def waiting_lines() -> "QuerySet[SlateLine]":
    """Lines that the worker has yet to sign, in the order of signing."""
    rows = SlateLine.objects.filter(slate__state=Slate.State.SIGNING, signed_at=None, problem="")
    return rows.order_by("slate__state_changed_at", "application__submitted_at", "pk")


@dataclass(frozen=True)
class Difference:
    """An application about which two slates differ; a side is None where it is not on the slate."""

    application: Application
    first: SlateLine | None
    second: SlateLine | None


def differences(first: list[SlateRow], second: list[SlateRow]) -> list[Difference]:
    """What the two slates propose differently, in the order of arrival."""
    sides = [{row.application.pk: row.line for row in rows} for rows in (first, second)]
    applications = {row.application.pk: row.application for row in [*first, *second]}
    found = [
        Difference(application, *(side.get(key) for side in sides))
        for key, application in applications.items()
        if _proposal(sides[0].get(key)) != _proposal(sides[1].get(key))
    ]
    return sorted(found, key=lambda row: (row.application.submitted_at, row.application.pk))


def _proposal(line: SlateLine | None) -> tuple[str, Decimal] | None:
    return (line.outcome, line.days) if line else None
