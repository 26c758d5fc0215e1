"""Reads of bodies, meetings, strategies and what serves a goal."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.figures import get_figure
from talkoot.core.refusals import NotFound
from talkoot.events.models import Series
from talkoot.governance import rules
from talkoot.governance.models import (
    AgendaItem,
    Alignment,
    Body,
    BodyDocument,
    BodyMember,
    ContinuationItem,
    Meeting,
    MeetingTask,
    Strategy,
)
from talkoot.people.rules import office_ids
from talkoot.practices.models import Practice
from talkoot.programmes.models import (
    Goal,
    Mandate,
    Offering,
    Party,
    Period,
    Programme,
    StaffAssignment,
)
from talkoot.programmes.rules import can_read

# {kind of an entry: (its model, the way to its programme)}.
MODELS: dict[str, tuple[type[Any], str]] = {
    "body": (Body, "programme"),
    "period": (Period, "programme"),
    "party": (Party, "programme"),
    "goal": (Goal, "programme"),
    "mandate": (Mandate, "programme"),
    "strategy": (Strategy, "programme"),
    "staff": (StaffAssignment, "programme"),
    "service": (Offering, "programme"),
    "continuation": (ContinuationItem, "programme"),
    "member": (BodyMember, "body__programme"),
    "document": (BodyDocument, "body__programme"),
    "meeting": (Meeting, "body__programme"),
    "item": (AgendaItem, "meeting__body__programme"),
    "task": (MeetingTask, "item__meeting__body__programme"),
}
# {kind of what serves a goal: its column of Alignment}.
SERVING = {"service": "offering", "event": "series", "practice": "practice", "figure": "figure_id"}


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that the person may see, else NotFound."""
    rows = Programme.objects.select_related("office", "continues")
    return fetch(rows, user, can_read, slug=slug)


def get_own_programme(user: Any, slug: str) -> Programme:
    """A programme of the person's office, else NotFound."""
    rows = Programme.objects.select_related("office", "continues")
    return fetch(rows, user, rules.can_edit, slug=slug)


def own_programmes(user: Any) -> "QuerySet[Programme]":
    return Programme.objects.filter(office__in=office_ids(user))


def get_entry(user: Any, kind: str, pk: int) -> Any:
    """A row of a register of the person's own programmes, else NotFound."""
    if kind not in MODELS:
        raise NotFound(_("There is no such register. Go back to the programme’s governance."))
    model, way = MODELS[kind]
    return fetch(model.objects.select_related(f"{way}__office"), user, rules.can_edit, pk=pk)


def bodies_of(programme: Programme) -> "QuerySet[Body]":
    """The programme's bodies with what they aim at, who sit in them and what they have given."""
    members = BodyMember.objects.select_related("organisation")
    return programme.bodies.select_related("organisation").prefetch_related(
        "aims", "documents", Prefetch("members", queryset=members)
    )


def tasks_of(body: Body) -> "QuerySet[MeetingTask]":
    """What the body's meetings have given to do: what is open first, by the day it is due."""
    rows = MeetingTask.objects.filter(item__meeting__body=body)
    return rows.select_related("item__meeting").order_by("done_on", "due_on", "pk")


def items_of(meeting: Meeting) -> "QuerySet[AgendaItem]":
    return meeting.items.prefetch_related("tasks")


def continued_by(programme: Programme) -> "QuerySet[Programme]":
    """Programmes that carry this one on and that everybody may see."""
    return Programme.objects.filter(continues=programme).exclude(state=Programme.State.PLANNED)


def get_serving(programme: Programme, kind: str, key: str) -> Any:
    """What serves the programme's goals: its service, event or practice, or a figure."""
    if kind == "figure":
        figure = get_figure(key)
        if figure is not None:
            return figure
    rows: Any = {
        "service": Offering.objects.filter(programme=programme),
        "event": Series.objects.filter(programme=programme),
        "practice": Practice.objects.filter(programme=programme),
    }.get(kind)
    if rows is None or not key.isdecimal():
        raise NotFound(_("There is no such page. Go back to the programme’s governance."))
    return fetch(rows, None, lambda _user, _row: True, pk=int(key))


def alignments_of(programme: Programme, kind: str, key: Any) -> "QuerySet[Alignment]":
    """The goals of the programme and of its strategies that one thing serves."""
    mine = Q(goal__programme=programme) | Q(aim__strategy__programme=programme)
    return Alignment.objects.filter(mine, **{SERVING[kind]: key})


def goals_served(programme: Programme) -> list[dict[str, Any]]:
    """Groups of goals, the programme's own first: {"strategy", "rows": [{"aim", "programme",
    "services", "events", "practices", "figures"}]}. Four queries.

    Of practices those that everybody may read are counted.
    """
    public = Q(practice=None) | Q(practice__state=Practice.State.PUBLISHED)
    mine = Q(goal__programme=programme) | Q(aim__strategy__programme=programme)
    found: dict[Any, list[Alignment]] = defaultdict(list)
    for row in Alignment.objects.filter(mine, public).select_related("offering").order_by("pk"):
        found["goal" if row.goal_id else "aim", row.goal_id or row.aim_id].append(row)
    goals = Goal.objects.filter(programme=programme)
    rows = [_served(goal, found["goal", goal.pk], programme) for goal in goals]
    groups: list[dict[str, Any]] = [{"strategy": None, "rows": rows}]
    for strategy in programme.strategies.prefetch_related("aims"):
        rows = [_served(aim, found["aim", aim.pk], programme) for aim in strategy.aims.all()]
        groups.append({"strategy": strategy, "rows": rows})
    return groups


def _served(aim: Any, rows: list[Alignment], programme: Programme) -> dict[str, Any]:
    figures = [get_figure(row.figure_id) for row in rows if row.figure_id]
    return {
        "aim": aim,
        "programme": programme,
        "services": [row.offering for row in rows if row.offering_id],
        "events": sum(row.series_id is not None for row in rows),
        "practices": sum(row.practice_id is not None for row in rows),
        "figures": [figure for figure in figures if figure],
    }
