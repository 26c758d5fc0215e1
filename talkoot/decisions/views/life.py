"""The case page's part on completing: what was asked, what came, what changed since one read."""

from typing import Any

from django.http import HttpRequest

from talkoot.calls.actions.versions import mark_first_read
from talkoot.calls.models import Application
from talkoot.calls.queries.completion import requests_with_contents
from talkoot.calls.rules.versions import answer_changes
from talkoot.calls.summary import answer_sections, sent_sections

State = Application.State


def case_life(request: HttpRequest, application: Any) -> dict[str, Any]:
    """Context of decisions/completion.html and decisions/changed.html, and the answers as sent.

    Opening a case that has been sent once counts as reading it; what comes later stays marked
    until the officer says so. Who has read nothing sees what the last completion changed.
    """
    read, sent = application.read_version, application.version
    since = sent - 1 if read is None else read
    rows = requests_with_contents(application, read=since) if application.has_requests else []
    if sent and read is None and not rows:
        mark_first_read(application, by=request.user)
        read = sent
    content = rows[-1].sent_content if rows else None
    before = rows[-1].read_content if rows else None
    is_completed = application.state == State.INCOMPLETE
    if is_completed and content:
        sections = sent_sections(application, content)
    else:
        sections = answer_sections(application)
    answered = [row for row in rows if row.answered_at is not None]
    return {
        "asked": next((row for row in rows if row.answered_at is None), None),
        "answered": answered[-1] if answered else None,
        "is_completed": is_completed,
        "changes": answer_changes(before, content) if before and content else [],
        "is_unread": read != sent,
        "has_versions": sent > 1,
        "sections": sections,
    }
