"""Bodies, their meetings, strategies and what serves a goal."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.governance.models import (
    AgendaItem,
    Body,
    BodyMember,
    ContinuationItem,
    Meeting,
    MeetingTask,
    Strategy,
    StrategyAim,
)
from talkoot.programmes.models import Programme
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_body(programme: Programme | None = None, **fields: Any) -> Body:
    values = {"kind": "steers", "name_fi": f"Ohjausryhmä {next_number()}"}
    return Body.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_body_member(body: Body, **fields: Any) -> BodyMember:
    values = {"name": f"Jäsen {next_number()}", "starts_on": datetime.date(2020, 1, 1)}
    return BodyMember.objects.create(body=body, **{**values, **fields})


def make_meeting(state: str = "planned", *, body: Body | None = None, **fields: Any) -> Meeting:
    values = {"starts_at": timezone.now() - datetime.timedelta(days=1), "place": "Kuntatalo"}
    return Meeting.objects.create(body=body or make_body(), state=state, **{**values, **fields})


def make_item(meeting: Meeting, **fields: Any) -> AgendaItem:
    number = meeting.items.count() + 1
    return AgendaItem.objects.create(
        meeting=meeting, number=number, **{"title": f"Asia {number}", **fields}
    )


def make_meeting_task(item: AgendaItem, **fields: Any) -> MeetingTask:
    values = {"text": "Selvitetään rahoitus", "owner": "Sihteeri"}
    due_on = timezone.localdate() - datetime.timedelta(days=1)
    return MeetingTask.objects.create(item=item, **{"due_on": due_on, **values, **fields})


def make_strategy(programme: Programme | None = None, *aims: str, **fields: Any) -> Strategy:
    values = {"name_fi": f"Strategia {next_number()}"}
    strategy = Strategy.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )
    for number, text in enumerate(aims, 1):
        StrategyAim.objects.create(strategy=strategy, number=number, text_fi=text)
    return strategy


def make_continuation_item(programme: Programme | None = None, **fields: Any) -> ContinuationItem:
    values = {"text_fi": f"Portaali {next_number()}"}
    return ContinuationItem.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )
