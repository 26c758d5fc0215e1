"""A plan in relative time laid out from a first day: from a template, or from an earlier series."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.events.models import LearningTask, Series, SeriesTemplate, Session, TemplatePart
from talkoot.events.rules.series import HOURS_OF_DAY, Placed, due_day, placed_days, task_kind

MORNING = datetime.time(9)
DUE_BY = datetime.time(16)


@dataclass(frozen=True)
class Planned:
    """A session or a task so many days from the first day; `source` is what it was made from."""

    offset: int
    clock: datetime.time
    minutes: int
    values: dict[str, Any] = field(default_factory=dict)
    source: int | None = None


@dataclass
class Plan:
    sessions: list[Planned]
    tasks: list[Planned]


def plan_of_template(template: SeriesTemplate) -> Plan:
    """The template's parts, their texts in the active language."""
    plan = Plan([], [])
    for part in template.parts.all():
        is_task = part.kind == TemplatePart.Kind.TASK
        if is_task:
            values: dict[str, Any] = {"title": part.title, "instructions": part.text or part.title}
        else:
            values = {
                "title": part.title,
                "summary": part.text,
                "kind": part.session_kind,
                "mode": part.mode,
            }
        clock = part.starts_at or (DUE_BY if is_task else MORNING)
        planned = Planned(part.offset_days, clock, part.minutes or 0, values, part.pk)
        (plan.tasks if is_task else plan.sessions).append(planned)
    return plan


def plan_of_series(series: Series) -> Plan:
    """The series' sessions and tasks by their distance from its first session."""
    sessions = [row for row in series.sessions.all() if row.state != Session.State.CANCELLED]
    first = first_day_of(sessions)
    plan = Plan([], [])
    copied = (
        "title", "summary", "kind", "mode", "place", "municipality", "seats", "content_set",
        "tool", "is_recorded",
    )  # fmt: skip
    for row in sessions:
        if row.starts_at is None or row.ends_at is None or first is None:
            continue
        start = timezone.localtime(row.starts_at)
        minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
        values = {name: getattr(row, name) for name in copied}
        offset = (start.date() - first).days
        plan.sessions.append(Planned(offset, start.time(), minutes, values, row.pk))
    task_fields = ("title", "instructions", "is_team_work", "is_peer_reviewed", "is_required")
    for task in series.tasks.all():
        due = timezone.localtime(task.due_at)
        offset = (due.date() - first).days if first else 0
        values = {name: getattr(task, name) for name in task_fields}
        plan.tasks.append(Planned(offset, due.time(), 0, values, task.pk))
    return plan


def first_day_of(sessions: Iterable[Session]) -> datetime.date | None:
    """The day of the earliest session."""
    starts = [timezone.localtime(row.starts_at).date() for row in sessions if row.starts_at]
    return min(starts, default=None)


def lay_out(
    series: Series, plan: Plan, first_day: datetime.date
) -> tuple[list[Placed], dict[int | None, Session]]:
    """Make the series' sessions and tasks from the first day on.

    Closed days are skipped: returns the sessions' days that moved, and {source: new session}.
    """
    days = placed_days(first_day, [row.offset for row in plan.sessions])
    made: dict[int | None, Session] = {}
    for order, row in enumerate(plan.sessions, 1):
        starts_at = _at(days[row.offset].day, row.clock)
        made[row.source] = Session.objects.create(
            series=series,
            order=order,
            state=Session.State.AGREED,
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=row.minutes or 60),
            days=_days(row.minutes or 60),
            is_demo=series.is_demo,
            **row.values,
        )
    last = max((row.offset for row in plan.sessions), default=0)
    lay_out_tasks(series, plan, first_day, last_offset=last)
    moved = [placed for placed in days.values() if placed.moved_from is not None]
    return moved, made


def lay_out_tasks(
    series: Series, plan: Plan, first_day: datetime.date, *, last_offset: int
) -> None:
    """Make the series' tasks, due so many days from the first day."""
    for order, row in enumerate(plan.tasks, 1):
        LearningTask.objects.create(
            series=series,
            order=order,
            kind=task_kind(row.offset, last_offset=last_offset),
            due_at=_at(due_day(first_day, row.offset), row.clock),
            is_demo=series.is_demo,
            **row.values,
        )


def _at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock.replace(tzinfo=None)))


def _days(minutes: int) -> Decimal:
    """Minutes as days of delivery."""
    return (Decimal(minutes) / 60 / HOURS_OF_DAY).quantize(Decimal("0.01"))
