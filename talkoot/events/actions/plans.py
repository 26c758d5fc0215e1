"""A plan in relative time laid out from a first day: from a template, or from an earlier series."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.events.models import (
    LearningTask,
    Material,
    Series,
    SeriesTemplate,
    Session,
    SessionKind,
    TemplatePart,
)
from talkoot.events.rules.series import HOURS_OF_DAY, Placed, due_day, placed_days, task_kind
from talkoot.files.actions import copy_file
from talkoot.files.models import StoredFile

DUE_BY = datetime.time(16)
# What a session, a task and a material keep of what they were made from.
SESSION_FIELDS = (
    "title", "summary", "kind", "mode", "days", "place", "municipality_id", "seats", "content_set",
    "tool", "is_recorded",
)  # fmt: skip
TASK_FIELDS = ("title", "instructions", "kind", "is_team_work", "is_peer_reviewed", "is_required")
MATERIAL_FIELDS = ("title", "body", "url", "is_public")


@dataclass(frozen=True)
class Planned:
    """A session, a task or a material so many days from the first day.

    Without `clock` a session has no time yet, and a material is shown at once. `source` is what it
    was made from, `session` the source of the session that it belongs to.
    """

    offset: int
    clock: datetime.time | None
    minutes: int
    values: dict[str, Any] = field(default_factory=dict)
    source: int | None = None
    session: int | None = None
    file: StoredFile | None = None


@dataclass
class Plan:
    sessions: list[Planned] = field(default_factory=list)
    tasks: list[Planned] = field(default_factory=list)
    materials: list[Planned] = field(default_factory=list)

    @property
    def last_offset(self) -> int:
        """The distance of the last session."""
        return max((row.offset for row in self.sessions if row.clock), default=0)


def plan_of_template(template: SeriesTemplate) -> Plan:
    """The template's parts, their texts in the active language."""
    plan = Plan()
    kinds = {
        TemplatePart.Kind.SESSION: plan.sessions,
        TemplatePart.Kind.TASK: plan.tasks,
        TemplatePart.Kind.MATERIAL: plan.materials,
    }
    for part in template.parts.select_related("file"):
        kinds[TemplatePart.Kind(part.kind)].append(
            Planned(
                part.offset_days,
                part.starts_at,
                part.minutes or 0,
                _values_of(part) | part.values,
                part.pk,
                part.session_id,
                part.file,
            )
        )
    return plan


def _values_of(part: TemplatePart) -> dict[str, Any]:
    if part.kind == TemplatePart.Kind.TASK:
        return {"title": part.title, "instructions": part.text or part.title}
    if part.kind == TemplatePart.Kind.MATERIAL:
        return {"title": part.title, "body": part.text}
    return {
        "title": part.title,
        "summary": part.text,
        "kind": part.session_kind,
        "mode": part.mode,
    }


def plan_of_series(series: Series) -> Plan:
    """The series' sessions, tasks and common materials by their distance from its first session.

    What was cancelled or withdrawn, and what is one team's own, is left out.
    """
    sessions = [row for row in series.sessions.all() if row.state != Session.State.CANCELLED]
    first = first_day_of(sessions)
    plan = Plan()
    for row in sessions:
        minutes = 0
        if row.starts_at and row.ends_at:
            minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
        values = _kept(row, SESSION_FIELDS)
        if row.organisation_id:  # Who takes part is another; the office is told to choose anew.
            values["kind"] = SessionKind.GUIDANCE
        plan.sessions.append(Planned(*_distance(row.starts_at, first), minutes, values, row.pk))
    for task in series.tasks.filter(withdrawn_at=None):
        values = _kept(task, TASK_FIELDS)
        distance = _distance(task.due_at, first)
        plan.tasks.append(Planned(*distance, 0, values, task.pk, task.session_id))
    for material in series.materials.filter(team=None).select_related("file"):
        values = _kept(material, MATERIAL_FIELDS)
        distance = _distance(material.visible_from, first)
        plan.materials.append(
            Planned(*distance, 0, values, material.pk, material.session_id, material.file)
        )
    return plan


def first_day_of(sessions: Iterable[Session]) -> datetime.date | None:
    """The day of the earliest session."""
    starts = [timezone.localtime(row.starts_at).date() for row in sessions if row.starts_at]
    return min(starts, default=None)


def lay_out(
    series: Series, plan: Plan, first_day: datetime.date
) -> tuple[list[Placed], dict[int | None, Session]]:
    """Make the series' sessions, tasks and materials from the first day on.

    Closed days are skipped: returns the sessions' days that moved, and {source: new session}.
    """
    days = placed_days(first_day, [row.offset for row in plan.sessions if row.clock])
    made: dict[int | None, Session] = {}
    for order, row in enumerate(plan.sessions, 1):
        session = Session(series=series, order=order, is_demo=series.is_demo)
        if row.clock:
            session.state = Session.State.AGREED
            session.starts_at = _at(days[row.offset].day, row.clock)
            session.ends_at = session.starts_at + datetime.timedelta(minutes=row.minutes or 60)
            session.days = _days(row.minutes or 60)
        for name, value in row.values.items():
            setattr(session, name, value)
        session.save()
        made[row.source] = session
    lay_out_learning(series, plan, first_day, last_offset=plan.last_offset, sessions=made)
    moved = [placed for placed in days.values() if placed.moved_from is not None]
    return moved, made


def lay_out_learning(
    series: Series,
    plan: Plan,
    first_day: datetime.date,
    *,
    last_offset: int,
    sessions: Mapping[int | None, Session],
) -> None:
    """Make the series' tasks, due so many days from the first day, and its materials."""
    for order, row in enumerate(plan.tasks, 1):
        kind = {"kind": task_kind(row.offset, last_offset=last_offset)}
        LearningTask.objects.create(
            series=series,
            session=sessions.get(row.session),
            order=order,
            due_at=_at(due_day(first_day, row.offset), row.clock or DUE_BY),
            is_demo=series.is_demo,
            **kind | row.values,
        )
    for order, row in enumerate(plan.materials, 1):
        shown_on = first_day + datetime.timedelta(days=row.offset)
        Material.objects.create(
            series=series,
            session=sessions.get(row.session),
            order=order,
            file=copy_file(row.file, is_demo=series.is_demo) if row.file else None,
            visible_from=_at(shown_on, row.clock) if row.clock else None,
            is_demo=series.is_demo,
            **row.values,
        )


def _distance(
    moment: datetime.datetime | None, first: datetime.date | None
) -> tuple[int, datetime.time | None]:
    """Days from the first day and the time of the day; without a moment there is none."""
    if moment is None:
        return 0, None
    here = timezone.localtime(moment)
    return ((here.date() - first).days if first else 0), here.time()


def _kept(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock.replace(tzinfo=None)))


def _days(minutes: int) -> Decimal:
    """Minutes as days of delivery."""
    return (Decimal(minutes) / 60 / HOURS_OF_DAY).quantize(Decimal("0.01"))
