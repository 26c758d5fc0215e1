"""What the worker does for calls and applications."""

from django.utils import timezone

from talkoot.calls.actions.calls import remind_of_draft
from talkoot.calls.actions.completion import close_request, remind_of_completion
from talkoot.calls.queries.calls import calls_to_remind, unsent_drafts
from talkoot.calls.queries.completion import overdue_requests, requests_to_remind


def remind_drafts() -> int:
    """Remind once those who hold an unsent draft of a call that closes soon; returns how many."""
    calls = calls_to_remind(timezone.now())
    return sum(remind_of_draft(draft) for draft in unsent_drafts(calls)) if calls else 0


def remind_completions() -> int:
    """Remind once of requests to complete whose time is nearly up; returns how many."""
    return sum(remind_of_completion(row) for row in requests_to_remind(timezone.localdate()))


def close_overdue_requests() -> int:
    """Give back to the office what was not completed in time; returns how many."""
    return sum(close_request(row) for row in overdue_requests(timezone.localdate()))
