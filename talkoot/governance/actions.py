"""Writes of bodies, meetings, strategies, continuity and what serves a goal."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.db import models, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.data import read_json
from talkoot.governance import rules
from talkoot.governance.models import (
    AgendaItem,
    Alignment,
    Body,
    BodyAim,
    BodyMember,
    Meeting,
    MeetingTask,
    Strategy,
    StrategyAim,
)
from talkoot.governance.queries import MODELS, SERVING, alignments_of
from talkoot.governance.snapshots import frozen_figures
from talkoot.people.models import User
from talkoot.programmes.models import Offering, Party, Period, Programme

UN_GOALS = "un-goals"
# Of a person no more goes to the log than it needs.
UNTOLD = frozenset({"name", "email", "owner", "others_present"})
# Of a task that a meeting gave: what is told of it after the minutes, too.
FOLLOWED = frozenset({"done_on", "note"})
PARKED = 1000
# What would go with the entry, or tell something else without it: a practice that describes a
# service would describe the whole programme.
RESTING: dict[type[Any], tuple[str, ...]] = {
    Offering: ("contributions",),
    Body: ("members", "documents", "meetings"),
    AgendaItem: ("tasks",),
}


@transaction.atomic
def save_entry(
    kind: str, parent: Any, values: Mapping[str, Any], *, by: User, row: Any = None
) -> Any:
    """Add an entry of the kind to `parent`, or change `row`.

    `lines` {kind of an aim: texts in their order} are a body's or a strategy's; a number whose
    text has not changed keeps its other languages. Refuses a change of approved minutes, a second
    seat of the same person, a period on days of another, and funders' shares over a hundred.
    """
    values = dict(values)
    lines, present = values.pop("lines", None), values.pop("present", None)
    model, _way = MODELS[kind]
    is_new = row is None
    if is_new:
        row = _new_entry(kind, model, parent, values)
    else:
        row = model.objects.select_for_update().get(pk=row.pk)
    _check(row, values, is_new=is_new)
    before = _told(row, values) if not is_new else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if lines is not None:
        _save_lines(row, lines)
    if present is not None:
        row.present.set(present)
    after = _told(row, values)
    changed = {name for name in after if before.get(name) != after[name]}
    record(
        f"governance.{kind}.{'added' if is_new else 'saved'}",
        row,
        by=by,
        before={name: value for name, value in before.items() if name in changed},
        after={name: value for name, value in after.items() if name in changed},
    )
    return row


@transaction.atomic
def remove_entry(kind: str, row: Any, *, by: User) -> None:
    """Remove an entry. Refuses what belongs to approved minutes, and a meeting once it is held."""
    row = type(row).objects.select_for_update().filter(pk=row.pk).order_by("pk").first()
    if row is None:  # Somebody else removed it at the same moment.
        return
    if isinstance(row, Meeting) and row.state != Meeting.State.PLANNED:
        raise NotAllowed(_("A meeting that has been held or cancelled stays in the register."))
    if isinstance(row, Body) and row.meetings.exclude(state=Meeting.State.PLANNED).exists():
        raise NotAllowed(_("The body has met, so it stays in the register. Give its last day."))
    if isinstance(row, BodyMember) and row.meetings.exists():
        raise NotAllowed(_("The member has been in a meeting. Give the last day of the term."))
    _check(row, {}, is_new=False)
    record(f"governance.{kind}.removed", row, by=by)
    in_use = _("Other records rest on it, so it cannot be removed. Change it instead.")
    if any(getattr(row, name).exists() for name in RESTING.get(type(row), ())):
        raise NotAllowed(in_use)
    try:
        row.delete()
    except ProtectedError as error:
        raise NotAllowed(in_use) from error
    if isinstance(row, AgendaItem):
        for number, item in enumerate(row.meeting.items.order_by("number"), 1):
            AgendaItem.objects.filter(pk=item.pk).update(number=number)


@transaction.atomic
def move_meeting(meeting: Meeting, to: str, *, by: User) -> None:
    """Mark a meeting as held or cancelled, or approve its minutes, which then stay as they are.

    Refuses a meeting that has not begun, and minutes without a decision of each item.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    change = change_state(meeting, to, rules.MEETING_TRANSITIONS)
    items = list(meeting.items.all())
    has_present = meeting.present.exists() or bool(meeting.others_present)
    rules.check_move(meeting, to, items, has_present=has_present, now=timezone.now())
    record(f"governance.meeting.{to}", meeting, by=by, **change)


@transaction.atomic
def freeze_figures(meeting: Meeting, *, by: User) -> int:
    """Keep the programme's key figures of the meeting's day, or of today before it, with the
    meeting; what was kept before gives way. Returns how many. Refuses once minutes are approved.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.check_editable(meeting)
    as_of = min(timezone.localdate(meeting.starts_at), timezone.localdate())
    meeting.figures = frozen_figures(meeting.body.programme, as_of)
    meeting.save(update_fields=["figures"])
    number = len(meeting.figures["rows"])
    after = {"as_of": as_of.isoformat(), "number": number}
    record("governance.meeting.frozen", meeting, by=by, after=after)
    return number


@transaction.atomic
def save_continuity(programme: Programme, continues: Programme | None, *, by: User) -> None:
    """Tell which programme's work this one carries on. Refuses a ring of programmes."""
    # All of them are locked, for two programmes that are joined at a time could make a ring.
    known = Programme.objects.select_for_update(of=("self",)).order_by("pk").in_bulk()
    programme = known[programme.pk]
    earlier, seen = continues, set[int]()
    while earlier is not None and earlier.pk not in seen:
        seen.add(earlier.pk)
        if earlier.pk == programme.pk:
            raise NotAllowed(
                _("“%(name)s” carries this programme on already, so it cannot come before it.")
                % {"name": continues}
            )
        earlier = known.get(known[earlier.pk].continues_id)
    before = str(programme.continues or "")
    programme.continues = continues
    programme.save(update_fields=["continues"])
    after = {"continues": str(continues or "")}
    record(
        "governance.continuity.saved", programme, by=by, before={"continues": before}, after=after
    )


@transaction.atomic
def add_un_goals(programme: Programme, *, by: User) -> Strategy:
    """Add the UN's seventeen goals to the strategies that the programme serves, once."""
    known = Strategy.objects.filter(programme=programme, code=UN_GOALS).first()
    if known:
        return known
    facts = read_json("governance.json")["un_goals"]
    strategy = Strategy.objects.create(
        programme=programme,
        code=UN_GOALS,
        keeper=facts["keeper"],
        url=facts["url"],
        **{f"name_{language}": text for language, text in facts["name"].items()},
    )
    StrategyAim.objects.bulk_create(
        StrategyAim(
            strategy=strategy,
            number=number,
            **{f"text_{language}": text for language, text in texts.items()},
        )
        for number, texts in enumerate(facts["aims"], 1)
    )
    record("governance.strategy.added", strategy, by=by)
    return strategy


@transaction.atomic
def save_served(
    programme: Programme,
    kind: str,
    key: Any,
    *,
    goals: Iterable[int],
    aims: Iterable[int],
    what: str,
    by: User,
) -> None:
    """Tell which of the programme's goals and of its strategies' one thing serves."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    wanted = {("goal_id", pk) for pk in goals} | {("aim_id", pk) for pk in aims}
    old = {
        ("goal_id", row.goal_id) if row.goal_id else ("aim_id", row.aim_id): row
        for row in alignments_of(programme, kind, key)
    }
    for way, row in old.items():
        if way not in wanted:
            row.delete()
    column = SERVING[kind] if kind == "figure" else f"{SERVING[kind]}_id"
    Alignment.objects.bulk_create(
        Alignment(**{column: key, name: pk}) for name, pk in sorted(wanted - old.keys())
    )
    after = {"what": what, "added": len(wanted - old.keys()), "removed": len(old.keys() - wanted)}
    record("governance.served.saved", programme, by=by, after=after)


def _new_entry(kind: str, model: type[Any], parent: Any, values: Mapping[str, Any]) -> Any:
    if kind == "task":
        return MeetingTask(item=values["item"])
    # Two who add at a time get numbers of their own.
    type(parent).objects.select_for_update().get(pk=parent.pk)
    name = {"member": "body", "document": "body", "meeting": "body", "item": "meeting"}.get(kind)
    row = model(**{name or "programme": parent})
    if isinstance(row, AgendaItem):
        row.number = parent.items.count() + 1
    if isinstance(row, Offering):
        row.slug = _free_slug(parent, values["name_fi"])
        row.order = parent.offerings.count() + 1
    if isinstance(row, Period):
        row.order = (parent.periods.aggregate(last=Max("order"))["last"] or 0) + 1
    if hasattr(row, "is_demo"):
        row.is_demo = rules.programme_of(parent).is_demo
    return row


def _free_slug(programme: Programme, name: str) -> str:
    taken = set(programme.offerings.values_list("slug", flat=True))
    first = slugify(name)[:50] or "palvelu"
    slugs = (first if number == 1 else f"{first}-{number}" for number in count(1))
    return next(slug for slug in slugs if slug not in taken)


def _check(row: Any, values: Mapping[str, Any], *, is_new: bool) -> None:
    """Rules of a period, a party, a member and what belongs to a meeting; the rows are locked."""
    if isinstance(row, Period | Party) and values:
        Programme.objects.select_for_update().get(pk=row.programme_id)
        if found := _problem_of(row, values):
            raise NotAllowed(found[1])
    if isinstance(row, BodyMember) and values:
        _check_seat(row, values, is_new=is_new)
    meeting = row.meeting if isinstance(row, AgendaItem) else row
    if isinstance(row, MeetingTask) and (is_new or not _only_follows(row, values)):
        meeting = row.item.meeting
    if isinstance(meeting, Meeting) and meeting.pk:
        rules.check_editable(Meeting.objects.select_for_update().get(pk=meeting.pk))


def _check_seat(row: BodyMember, values: Mapping[str, Any], *, is_new: bool) -> None:
    Body.objects.select_for_update().get(pk=row.body_id)
    others = BodyMember.objects.filter(body=row.body_id).exclude(pk=row.pk)
    problem = rules.seat_problem(others, values["name"], values["starts_on"], values["ends_on"])
    if problem or (not is_new and (problem := _minutes_problem(row, values))):
        raise NotAllowed(problem)


def _minutes_problem(row: BodyMember, values: Mapping[str, Any]) -> str:
    """Why the member stays as the minutes tell; only approved ones bind the name."""
    if values["seat"] != row.seat and row.meetings.exists():
        return _(
            "The minutes tell in which seat the member was present. Give the last day of the "
            "term, and add the member anew with the new seat."
        )
    if values["name"] != row.name and row.meetings.filter(state=Meeting.State.APPROVED).exists():
        return _(
            "Approved minutes tell the member’s name. Give the last day of the term, and add the "
            "member anew with the new name."
        )
    return ""


def _only_follows(task: MeetingTask, values: Mapping[str, Any]) -> bool:
    """It is told what came of the task, and nothing changes that the minutes tell of it."""
    same = [getattr(task, name) == value for name, value in values.items() if name not in FOLLOWED]
    return bool(same) and all(same)


def _problem_of(row: Period | Party, values: Mapping[str, Any]) -> tuple[str, str] | None:
    if isinstance(row, Period):
        return rules.period_problem(row, values["starts_on"], values["ends_on"])
    wanted = {name: values[name] for name in ("organisation", "kind", "share_percent")}
    return rules.party_problem(row, **wanted)


def _told(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What goes to the log of the fields: texts in Finnish, days and choices as they are kept."""
    kept = [name for name in names if name not in UNTOLD and not name.endswith(("_sv", "_en"))]
    values = {name: getattr(row, name) for name in kept}
    return {
        name: value if isinstance(value, str | bool | int | None) else str(value)
        for name, value in values.items()
        if not isinstance(value, models.Model) or name != "item"
    }


def _save_lines(row: Body | Strategy, lines: Mapping[str, Sequence[str]]) -> None:
    """An aim whose text stays is kept with what serves it, wherever its line has moved; one whose
    text has changed keeps its place.
    """
    for kind, texts in lines.items():
        model: type[Any] = BodyAim if isinstance(row, Body) else StrategyAim
        same = {"body": row, "kind": kind} if isinstance(row, Body) else {"strategy": row}
        lines_once = list(dict.fromkeys(texts))
        rows = list(model.objects.filter(**same))
        old = {aim.text_fi: aim for aim in rows}
        kept = {text: old[text] for text in lines_once if text in old}
        changed = {aim.number: aim for aim in rows if aim not in kept.values()}
        aims = [
            kept.get(text) or changed.pop(number, None) or model(**same)
            for number, text in enumerate(lines_once, 1)
        ]
        model.objects.filter(pk__in=[aim.pk for aim in changed.values()]).delete()
        for aim in aims:  # Out of each other's way first: a number is there once.
            if aim.pk:
                model.objects.filter(pk=aim.pk).update(number=PARKED + aim.number)
        for number, (aim, text) in enumerate(zip(aims, lines_once, strict=True), 1):
            if aim.text_fi != text:
                aim.text_fi, aim.text_sv, aim.text_en = text, "", ""
            aim.number = number
            aim.save()
