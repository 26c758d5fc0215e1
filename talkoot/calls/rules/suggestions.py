"""Suggested themes: who weighs them, and what may become of one."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Call, ThemeSuggestion
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer

State = ThemeSuggestion.State
THEMESUGGESTION_TRANSITIONS = {
    State.COLLECTED: frozenset({State.LAUNCHED, State.SET_ASIDE}),
    # What was decided too early is weighed anew.
    State.LAUNCHED: frozenset({State.COLLECTED}),
    State.SET_ASIDE: frozenset({State.COLLECTED}),
}


def can_weigh(user: Any, suggestion: ThemeSuggestion) -> bool:
    """The office of the programme."""
    return is_officer(user, suggestion.programme.office_id)


def check_decision(suggestion: ThemeSuggestion, *, reason: str, call: Call | None) -> None:
    """Refuse a decision without reasons, and a call of another programme."""
    if not reason.strip():
        raise NotAllowed(_("Write the reasons of the decision: others read them later."))
    if call is not None and call.offering.programme_id != suggestion.programme_id:
        raise NotAllowed(_("Choose a call of the same programme."))
