"""Every write of a suggested theme: noted, decided on, weighed anew."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.calls.models import Call, ThemeSuggestion
from talkoot.calls.rules import suggestions as rules
from talkoot.core.states import change_state
from talkoot.people.models import User
from talkoot.programmes.models import Programme

State = ThemeSuggestion.State


@transaction.atomic
def add_suggestion(programme: Programme, *, by: User, **fields: Any) -> ThemeSuggestion:
    """Note a theme that the field is interested in, with where it was heard of."""
    suggestion = ThemeSuggestion.objects.create(
        programme=programme, added_by=by, is_demo=programme.is_demo, **fields
    )
    record("calls.themesuggestion.added", suggestion, by=by)
    return suggestion


@transaction.atomic
def decide_suggestion(
    suggestion: ThemeSuggestion,
    *,
    is_launched: bool,
    reason: str,
    call: Call | None = None,
    by: User,
) -> ThemeSuggestion:
    """Launch the theme, as a call or otherwise, or set it aside.

    Refuses one that has been decided, a decision without reasons and another programme's call.
    """
    suggestion = _locked(suggestion)
    rules.check_decision(suggestion, reason=reason, call=call)
    suggestion.reason, suggestion.decided_by = reason, by
    suggestion.call = call if is_launched else None
    suggestion.save(update_fields=["reason", "decided_by", "call"])
    to = State.LAUNCHED if is_launched else State.SET_ASIDE
    moved = change_state(suggestion, to, rules.THEMESUGGESTION_TRANSITIONS)
    moved["after"]["reason"] = reason
    record(f"calls.themesuggestion.{to}", suggestion, by=by, **moved)
    return suggestion


@transaction.atomic
def reopen_suggestion(suggestion: ThemeSuggestion, *, by: User) -> ThemeSuggestion:
    """Weigh it anew; the earlier reasons stay in the log."""
    suggestion = _locked(suggestion)
    moved = change_state(suggestion, State.COLLECTED, rules.THEMESUGGESTION_TRANSITIONS)
    suggestion.reason, suggestion.decided_by, suggestion.call = "", None, None
    suggestion.save(update_fields=["reason", "decided_by", "call"])
    record("calls.themesuggestion.reopened", suggestion, by=by, **moved)
    return suggestion


def _locked(suggestion: ThemeSuggestion) -> ThemeSuggestion:
    rows = ThemeSuggestion.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=suggestion.pk)
