"""Calendar files and feeds, read back by a calendar library."""

import icalendar
import pytest

from talkoot.events.actions.feeds import renew_feed
from talkoot.events.actions.sessions import cancel_session
from tests.factories.events import make_event, make_session
from tests.factories.people import make_user
from tests.factories.registrations import make_participant, make_registration


def events_of(answer):
    assert answer.headers["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]
    return calendar.walk("VEVENT")


def test_event_as_a_file(page, programme):
    series = make_event(programme)
    make_session(series, state="planned")
    session = series.sessions.get(order=1)
    (found,) = events_of(page.get("event-calendar", series.slug))
    assert found["DTSTART"].dt == session.starts_at.replace(microsecond=0)
    assert found["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert found["STATUS"] == "CONFIRMED"
    assert "kokous.esimerkki.fi" not in page.get("event-calendar", series.slug).content.decode()


def test_cancelled_session_keeps_its_name_and_grows(page, programme, office_user):
    series = make_event(programme)
    (before,) = events_of(page.get("session-calendar", series.slug, 1))
    cancel_session(series.sessions.get(), reason="Syy.", by=office_user)
    (after,) = events_of(page.get("session-calendar", series.slug, 1))
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (after["STATUS"], after["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


@pytest.mark.parametrize("count", [1, 3])
def test_programme_feed(page, programme, count):
    for _ in range(count):
        make_event(programme)
    make_event(programme, state="draft")
    answer = page.get("programme-calendar", programme.slug, queries=2)
    assert len(events_of(answer)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_own_feed_has_the_links(page, programme, count):
    user = make_user("osallistuja@esimerkki.fi")
    for _ in range(count):
        series = make_event(programme)
        who = make_participant(series, user=user) if not user.participations.exists() else None
        who = who or user.participations.get()
        make_registration(series, participant=who)
    make_event(programme)
    address = renew_feed(user)
    answer = page.get(address.replace("http://127.0.0.1:8000", ""), queries=5)
    found = events_of(answer)
    assert len(found) == count
    assert "kokous.esimerkki.fi" in found[0]["DESCRIPTION"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_own_feed_by_address_and_chosen_session(page, programme):
    user = make_user("osallistuja@esimerkki.fi")
    series = make_event(programme)
    series.sessions.update(content_set="A")
    other = make_session(series, state="agreed", content_set="A", title="Toinen")
    common = make_session(series, state="agreed", title="Yhteinen")
    make_registration(series, session=other, participant=make_participant(series, email=user.email))
    address = renew_feed(user).replace("http://127.0.0.1:8000", "")
    names = {str(row["UID"]).partition("@")[0] for row in events_of(page.get(address))}
    assert names == {f"session-{other.pk}", f"session-{common.pk}"}


def test_new_address_stops_the_old(page, db):
    user = make_user("osallistuja@esimerkki.fi")
    old, new = renew_feed(user), renew_feed(user)
    page.get(old.replace("http://127.0.0.1:8000", ""), status=404)
    page.get(new.replace("http://127.0.0.1:8000", ""))


def test_my_calendar_shows_the_address_once(page, programme, english):
    user = make_user("osallistuja@esimerkki.fi")
    page.sign_in(user)
    page.post("renew-calendar", redirects_to="my-calendar")
    first = page.get("my-calendar").response.content.decode()
    assert "/calendars/" in first
    assert "/calendars/" not in page.get("my-calendar").response.content.decode()
    page.post("stop-calendar", redirects_to="my-calendar")


@pytest.mark.parametrize("count", [1, 3])
def test_my_calendar_lists_what_is_ahead(page, programme, count):
    user = make_user("osallistuja@esimerkki.fi")
    who = None
    for _ in range(count):
        series = make_event(programme)
        who = who or make_participant(series, user=user)
        make_registration(series, participant=who)
    make_session(series, state="held", title="Ohi jo")
    page.sign_in(user)
    answer = page.get("my-calendar", queries=7)
    assert sum(text.startswith("Webinaari") for text in answer.links) == count
    assert "Ohi jo" not in answer.text
