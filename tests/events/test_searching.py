"""What site search knows of events: kept by the actions themselves, in their transactions."""

import datetime

import pytest
from django.utils import timezone

from talkoot.events.actions import series as actions
from talkoot.events.actions import sessions
from talkoot.events.actions.searching import KIND, index_event, index_new_events
from talkoot.events.models import Series
from talkoot.events.queries.series import findable_series
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import Document
from talkoot.search.queries import find
from tests.factories.events import make_event, make_session
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _deep():
    with deep_analysis():
        yield


def found(text):
    """Titles that the words bring strictly."""
    result = find(KIND, text, allowed=findable_series())
    rows = Series.objects.in_bulk(result.ids[: result.strict_count])
    return [rows[key].title for key in result.ids[: result.strict_count]]


def test_event_is_found_from_its_publishing_to_its_cancelling(programme, office_user):
    event = make_event(programme, state="draft", title="Työhyvinvoinnin webinaari")
    assert found("työhyvinvointi") == []
    actions.publish_series(event, by=office_user)
    # Another form of the word, a part of a compound and the kind in another language.
    for words in ("työhyvinvointia", "hyvinvointi", "webbinarium"):
        assert found(words) == ["Työhyvinvoinnin webinaari"], words
    actions.save_series(event, values={"title": "Esihenkilöiden aamukahvi"}, by=office_user)
    assert found("esihenkilö") == ["Esihenkilöiden aamukahvi"]
    assert found("työhyvinvointi") == []
    actions.cancel_series(event, reason="Puhuja sairastui.", by=office_user)
    assert found("esihenkilö") == []


def test_series_is_found_by_its_sessions_and_people(programme, office_user):
    series = make_event(programme, kind="workshop_series", title="Työpajasarja")
    starts = timezone.now() + datetime.timedelta(days=20)
    values = {
        "title": "Vuorovaikutuksen taidot",
        "kind": "day",
        "starts_at": starts,
        "ends_at": starts + datetime.timedelta(hours=2),
        "place": "Rovaniemi",
        "mode": "on_site",
    }
    session = sessions.add_session(series, values=values, by=office_user)
    assert found("vuorovaikutustaidot rovaniemellä") == ["Työpajasarja"]
    rows = [{"task": "speaker", "name": "Kaisu Puhuja", "organisation_name": "Puhujapooli"}]
    sessions.set_people(series, rows=rows, by=office_user)
    assert found("kaisu") == ["Työpajasarja"]
    own = make_session(series, title="Omien ohjaus", organisation=make_organisation())
    series.people.create(task="facilitator", name="Ohjaaja Ohtonen", session=own)
    index_event(series)
    assert found("ohtonen") == found("omien") == []
    sessions.cancel_session(session, reason="Tila ei ole käytössä.", by=office_user)
    assert found("rovaniemi") == []
    assert found("työpaja") == ["Työpajasarja"]


def test_index_falls_with_the_transaction(programme, office_user, monkeypatch):
    event = make_event(programme, state="draft")

    def fail(*_args, **_values):
        raise RuntimeError

    monkeypatch.setattr("talkoot.search.actions.insert_postings", fail)
    with pytest.raises(RuntimeError):
        actions.publish_series(event, by=office_user)
    event.refresh_from_db()
    assert event.state == Series.State.DRAFT
    assert not Document.objects.filter(kind=KIND).exists()


def test_loaded_events_are_indexed_by_the_worker_once(programme):
    make_event(programme, state="ended", title="Seminaari Porvoossa")
    make_event(programme, state="draft")
    make_event(programme, state="cancelled")
    make_session()
    assert index_new_events() == 1
    assert index_new_events() == 0
    assert found("seminaari") == ["Seminaari Porvoossa"]
