"""A meeting's agenda or minutes as a document, in the shape of correspondence/letters.py."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.governance.models import AgendaItem, Meeting
from talkoot.governance.queries import items_of
from talkoot.governance.snapshots import thawed_figures


def minutes_content(meeting: Meeting) -> dict[str, Any]:
    """Who were there, each item with what was decided and given to do, and the kept figures."""
    is_agenda = meeting.state == Meeting.State.PLANNED
    kind = _("Agenda") if is_agenda else _("Minutes of the meeting")
    members = meeting.present.select_related("organisation")
    there = [f"{row.name}, {row.get_seat_display()}" for row in members]
    there += [meeting.others_present] if meeting.others_present else []
    figures = [f"{row['label']}: {row['value']}" for row in thawed_figures(meeting)]
    sections = [_section(item) for item in items_of(meeting)]
    if there:
        sections.insert(0, {"heading": _("Present"), "items": there})
    if figures:
        sections.append({"heading": _("Key figures for the meeting"), "items": figures})
    return {
        "title": f"{meeting.body.name}: {kind} {local_date(timezone.localdate(meeting.starts_at))}",
        "organisation": meeting.body.programme.name,
        "meta": [
            [_("Meeting"), local_moment(meeting.starts_at)],
            [_("Place"), meeting.place or "–"],
            [_("State"), str(meeting.get_state_display())],
        ],
        "sections": sections,
        "footer": "",
    }


def _section(item: AgendaItem) -> dict[str, Any]:
    paragraphs = [text for text in (item.background, item.discussion) if text]
    if item.decision:
        paragraphs.append(f"{_('Decision or outcome')}: {item.decision}")
    paragraphs += [f"{row.text}: {row.owner}, {local_date(row.due_on)}" for row in item.tasks.all()]
    return {"heading": f"{item.number}. {item.title}", "paragraphs": paragraphs or ["–"]}
