"""Past events by year, with what they left for everybody."""

import datetime

import pytest

from talkoot.events.models import Session
from tests.factories.events import make_event, make_session
from tests.factories.learning import make_material, make_recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def held(day, **fields):
    """An event that was over on the day; without one its source tells no day."""
    event = make_event(state="ended", **fields)
    event.starts_on = event.ends_on = day
    event.save()
    return event


@pytest.mark.parametrize("count", [1, 3])
def test_year_costs_the_same_at_any_length(page, programme, count):
    for number in range(count):
        event = held(datetime.date(2024, 5, 6 + number), kind="event", title="Messut")
        session = make_session(event, state=Session.State.HELD, title="Avaus")
        make_recording(session)
        make_material(event, title="Esitykset", is_public=True)
    answer = page.get("events-years", queries=9)
    assert answer.h1 == "Events by year: 2024"
    assert answer.text.count("Recording: Avaus") == count
    assert answer.text.count("Esitykset") == count


def test_years_are_told_apart_and_the_unknown_comes_last(page, programme):
    held(datetime.date(2023, 1, 1), title="Tammikuun seminaari")
    held(datetime.date(2024, 12, 31), title="Joulukuun seminaari")
    held(None, title="Porvoon näyttely", source_note="Lähteen luettelot eroavat.")
    first = page.get("events-years")
    assert "2024 (1)2023 (1)Day not known (1)" in first.text
    assert "Joulukuun seminaari" in first.text
    assert "Tammikuun seminaari" not in first.text
    assert "Tammikuun seminaari" in page.get("events-years", data={"year": "2023"}).text
    unknown = page.get("events-years", data={"year": "0"})
    assert "Uncertain Lähteen luettelot eroavat." in unknown.text
    for nonsense in ("1", "xyz", "²", "99999"):
        assert "Joulukuun" in page.get("events-years", data={"year": nonsense}).text


def test_what_is_for_those_inside_is_not_shown(page, programme):
    event = held(datetime.date(2024, 5, 6))
    make_recording(make_session(event, state="held", title="Sisäinen"), is_public=False)
    make_material(event, title="Muistio", is_public=False)
    answer = page.get("events-years")
    assert "Muistio" not in answer.text
    assert "Sisäinen" not in answer.text


def test_filters_narrow_the_years_too(page, programme):
    held(datetime.date(2024, 5, 6), kind="visit", title="Vierailu")
    held(datetime.date(2023, 5, 6), kind="event", title="Messut")
    answer = page.get("events-years", data={"kind": "visit"})
    assert "2023" not in answer.text
    assert "Vierailu" in answer.text
    page.get("events-years", data={"kind": "gala"})
