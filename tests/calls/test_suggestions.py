"""Suggested themes: noted, decided on with reasons, weighed anew."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.calls.actions.suggestions import (
    add_suggestion,
    decide_suggestion,
    reopen_suggestion,
)
from talkoot.calls.models import ThemeSuggestion
from talkoot.core.refusals import NotAllowed
from tests.factories.calls import make_call, make_suggestion
from tests.factories.programmes import make_offering, make_programme

State = ThemeSuggestion.State


def test_noted_theme_waits_for_a_decision(programme, office_user):
    words = {"title": "Johtamisen vuoropuhelu", "source": "barometer", "heard_on": "2026-09-01"}
    row = add_suggestion(programme, by=office_user, **words)
    assert (row.state, row.added_by, row.reason) == (State.COLLECTED, office_user, "")
    assert LogEntry.objects.filter(key="calls.themesuggestion.added").exists()


def test_launched_theme_names_its_call(call, office_user):
    row = decide_suggestion(
        make_suggestion(), is_launched=True, reason="Kysyntää on.", call=call, by=office_user
    )
    row.refresh_from_db()
    assert (row.state, row.call, row.decided_by) == (State.LAUNCHED, call, office_user)
    entry = LogEntry.objects.get(key="calls.themesuggestion.launched")
    assert entry.after["reason"] == "Kysyntää on."


def test_theme_set_aside_has_no_call(call, office_user):
    row = decide_suggestion(
        make_suggestion(), is_launched=False, reason="Ei nyt.", call=call, by=office_user
    )
    assert (row.state, row.call) == (State.SET_ASIDE, None)


@pytest.mark.parametrize("reason", ["", "   "])
def test_decision_without_reasons_is_refused(reason, call, office_user):
    row = make_suggestion()
    with pytest.raises(NotAllowed):
        decide_suggestion(row, is_launched=False, reason=reason, by=office_user)
    row.refresh_from_db()
    assert row.state == State.COLLECTED


def test_call_of_another_programme_is_refused(call, office_user):
    other = make_call(offering=make_offering(make_programme()))
    with pytest.raises(NotAllowed):
        decide_suggestion(
            make_suggestion(), is_launched=True, reason="Hyvä.", call=other, by=office_user
        )


def test_decided_theme_is_not_decided_again(call, office_user):
    row = make_suggestion(state="set_aside")
    with pytest.raises(NotAllowed):
        decide_suggestion(row, is_launched=True, reason="Sittenkin.", by=office_user)
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.SET_ASIDE, "Moni odottaa tätä.")


def test_weighed_anew_it_waits_and_the_log_keeps_the_reasons(call, office_user):
    row = make_suggestion()
    decide_suggestion(row, is_launched=True, reason="Kysyntää on.", call=call, by=office_user)
    again = reopen_suggestion(row, by=office_user)
    assert (again.state, again.reason, again.call) == (State.COLLECTED, "", None)
    assert LogEntry.objects.filter(key="calls.themesuggestion.launched").exists()
