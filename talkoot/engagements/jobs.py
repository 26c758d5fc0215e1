"""What the worker does for engagements."""

from itertools import groupby

from django.utils import timezone

from talkoot.engagements.actions import team_work
from talkoot.engagements.actions.reports import remind_of_reports
from talkoot.engagements.models import Commitment
from talkoot.engagements.queries.delivery import late_sessions
from talkoot.engagements.queries.teams import due_commitments
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session
from talkoot.experts.models import Expert


def remind_reports() -> int:
    """Remind experts of late day reports, each at most once in a week; returns how many mails."""
    now = timezone.now()

    def holder(row: Session) -> Expert:
        return holder_of(row.series.engagement, row)  # type: ignore[attr-defined]

    rows = sorted(late_sessions(now), key=lambda row: holder(row).pk)
    sent = 0
    for found, group in groupby(rows, key=holder):
        sessions, expert = list(group), found.user
        assert expert is not None  # late_sessions leaves out those who cannot sign in.
        sent += remind_of_reports(expert, sessions, on=timezone.localdate(now))
    return sent


def ask_of_commitments() -> int:
    """Ask the owners of promises whose day has come, each once; returns how many mails."""
    today = timezone.localdate()

    def owner(row: Commitment) -> tuple[str, int]:
        return row.owner_email, row.team.programme_id

    return sum(
        team_work.ask_of_commitments(address, list(rows), on=today)
        for (address, _programme), rows in groupby(due_commitments(today), key=owner)
    )
