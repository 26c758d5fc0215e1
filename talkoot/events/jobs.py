"""What the worker does for series."""

import datetime

from django.utils import timezone

from talkoot.core.quiet import is_quiet
from talkoot.events.actions.follow_ons import ask_what_was_carried_on
from talkoot.events.actions.registrations import run_line
from talkoot.events.actions.reminding import remind_of_session
from talkoot.events.actions.searching import index_new_events
from talkoot.events.actions.spaces import remind_of_task
from talkoot.events.queries.follow_ons import to_ask
from talkoot.events.queries.learning import due_answers
from talkoot.events.queries.registrations import series_with_lines, sessions_to_remind_of

TASK_WITHIN = datetime.timedelta(days=3)


def remind_of_sessions() -> int:
    """Remind those who come to a session within two days; returns how many."""
    return sum(remind_of_session(row) for row in sessions_to_remind_of(timezone.now()))


def index_missing_events(limit: int = 200) -> int:
    """Let search find events that were loaded, not published here; returns how many."""
    return index_new_events(limit)


def fill_kept_seats() -> int:
    """When registration has closed, give the line the seats kept for teams; returns how many."""
    return sum(run_line(row) for row in series_with_lines(timezone.now()))


def remind_of_tasks() -> int:
    """Remind those who have not handed in a task due within three days; returns how many."""
    due = due_answers(timezone.now(), TASK_WITHIN)
    return sum(remind_of_task(task, registration) for task, registration in due)


def ask_participants(limit: int = 200) -> int:
    """Ask participants of three months ago what they have carried on; returns how many mails.

    In daytime of office days.
    """
    now = timezone.now()
    return 0 if is_quiet(now) else sum(map(ask_what_was_carried_on, to_ask(now)[:limit]))
