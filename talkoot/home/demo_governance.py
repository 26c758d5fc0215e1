"""The demo programme's steering group with a meeting, what it serves and how it goes on."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from talkoot.data import read_json
from talkoot.governance import actions
from talkoot.governance.models import Body, Meeting
from talkoot.people.models import User
from talkoot.programmes.models import Programme


def load_governance_demo(programme: Programme, *, by: User) -> None:
    """A body that has met once, the UN's goals with what serves them, and a plan of continuity."""
    facts = read_json("demo/governance.json")
    values = {**_texts(facts["body"], "name", "task"), "kind": facts["body"]["kind"]}
    lines = {"principle": facts["body"]["principles"]}
    values |= {"has_equal_sides": True, "lines": lines}
    body = actions.save_entry("body", programme, values, by=by)
    term = {"organisation": None, "email": "", "starts_on": programme.starts_on, "ends_on": None}
    for member in facts["members"]:
        actions.save_entry("member", body, {**term, **member}, by=by)
    _meet(body, facts, by=by)
    for item in facts["continuation"]:
        values = {**_texts(item, "text"), "owner": item["owner"], "funding": item["funding"]}
        values["until_on"] = programme.ends_on if item["funding"] else None
        actions.save_entry("continuation", programme, values, by=by)
    strategy = actions.add_un_goals(programme, by=by)
    aims = strategy.aims.filter(number__in=facts["serves"]).values_list("pk", flat=True)
    goals = programme.goals.values_list("pk", flat=True)[:1]
    for service in programme.offerings.all():
        actions.save_served(
            programme, "service", service.pk, goals=goals, aims=aims, what=service.name, by=by
        )


def _meet(body: Body, facts: Mapping[str, Any], *, by: User) -> None:
    begins = timezone.now() - datetime.timedelta(days=14)
    values: dict[str, Any] = {"starts_at": begins, "place": "Etäyhteys"}
    meeting = actions.save_entry("meeting", body, values, by=by)
    for item in facts["items"]:
        actions.save_entry("item", meeting, item, by=by)
    present = {"present": list(body.members.all()), "others_present": ""}
    actions.save_entry("meeting", body, {**values, **present}, by=by, row=meeting)
    due = {"due_on": timezone.localdate() + datetime.timedelta(days=30), "done_on": None}
    task = {**facts["task"], **due, "note": "", "item": meeting.items.get(number=2)}
    actions.save_entry("task", meeting, task, by=by)
    actions.freeze_figures(meeting, by=by)
    actions.move_meeting(meeting, Meeting.State.HELD, by=by)


def _texts(facts: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {f"{name}_{code}": text for name in names for code, text in facts[name].items()}
