"""The office's pages of series and sessions."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.events.models import Series, SeriesTemplate, Session
from talkoot.events.reference import load_templates
from tests.factories.events import make_event, make_session
from tests.factories.people import make_organisation, make_user
from tests.factories.programmes import make_programme
from tests.factories.registrations import make_registration

TEXTS = {"title": "Uusi nimi", "kind": "webinar", "summary_fi": "Kuvaus."}


@pytest.fixture
def office_page(page, office_user, english):
    return page.sign_in(office_user)


def moment(name, days, hour):
    day = timezone.localdate() + datetime.timedelta(days=days)
    return {name: f"{day.day}.{day.month}.{day.year} {hour}.00"}


@pytest.mark.parametrize("count", [1, 3])
def test_list(office_page, programme, count):
    series = [make_event(programme, state="draft") for _ in range(count)]
    make_registration(series[0])
    make_event(make_programme(), title="Toisen")
    answer = office_page.get("office-events", queries=7)
    assert all(row.title in answer.text for row in series)
    assert "Toisen" not in answer.text


def test_new_series_from_a_template(office_page, programme):
    load_templates()
    data = {
        "programme": programme.pk,
        "title": "Verkkokurssi",
        "template": SeriesTemplate.objects.get(code="open-course").pk,
        "first_day": "8.3.2027",
    }
    address = re.compile("/office/events/verkkokurssi/")
    office_page.post("office-new-series", data, redirects_to=address)
    answer = office_page.get("office-series", "verkkokurssi")
    assert Session.objects.count() == 6
    assert "29" in answer.text  # The moved day is told.
    assert "description in Finnish" in answer.text


def test_template_needs_a_first_day_and_an_empty_series_a_kind(office_page, programme):
    load_templates()
    template = SeriesTemplate.objects.get(code="visit").pk
    data = {"programme": programme.pk, "title": "X"}
    assert office_page.post("office-new-series", data).errors
    assert office_page.post("office-new-series", data | {"template": template}).errors
    assert not Series.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_series_with_its_sessions(office_page, programme, count):
    series = make_event(programme)
    for _ in range(count - 1):
        make_session(series, state="agreed")
    office_page.get("office-series", series.slug, queries=11)


def test_texts_terms_and_what_follows_are_saved(office_page, programme):
    series = make_event(programme)
    back = f"/en/office/events/{series.slug}/"
    office_page.post("office-series-texts", TEXTS, series.slug, redirects_to=back)
    terms = {"entry": "teams", "team_size_min": 6, "team_size_max": 5, "completion_share": 80}
    assert office_page.post("office-series-terms", terms, series.slug).errors
    terms |= {"team_size_max": 7, "house_rules": "Kamera on auki."}
    office_page.post("office-series-terms", terms, series.slug, redirects_to=back)
    data = {"follow_up": "Jatketaan.", "source_note": "Luettelot eroavat."}
    data |= {"published_participants": "41"}
    office_page.post("office-series-after", data, series.slug, redirects_to=back)
    series.refresh_from_db()
    assert (series.title, series.team_size_max, series.follow_up) == ("Uusi nimi", 7, "Jatketaan.")
    assert (series.source_note, series.published_participants) == ("Luettelot eroavat.", 41)
    assert "Kamera on auki." in office_page.get("event", series.slug).text


def test_recording_is_told_before_one_registers(office_page, programme):
    series = make_event(programme, entry="persons", house_rules="Mikrofonit kiinni.")
    back = f"/en/office/events/{series.slug}/"
    remote = {
        "kind": "webinar",
        "mode": "remote",
        "tool": "Teams",
        "is_recorded": "on",
        **moment("starts_at", 20, 9),
        **moment("ends_at", 20, 12),
    }
    office_page.post("office-new-session", remote, series.slug, redirects_to=back)
    assert "Teams · The session is recorded" in office_page.get("event", series.slug).text
    for page_name in ("event", "register-person"):
        shown = office_page.get(page_name, series.slug).text
        assert "The session is recorded" in shown
        assert "Mikrofonit kiinni." in shown


def test_people_by_account(office_page, programme):
    series = make_event(programme)
    user = make_user("fasilitaattori@esimerkki.fi")
    data = {"count": 1, "0-task": "facilitator", "0-name": "F", "0-email": "ei@esimerkki.fi"}
    answer = office_page.post("office-series-people", data, series.slug)
    assert "Nobody has an account" in answer.errors[0]
    data["0-email"] = user.email
    back = f"/en/office/events/{series.slug}/"
    office_page.post("office-series-people", data, series.slug, redirects_to=back)
    assert series.people.get().user == user


def test_publish_end_and_cancel(office_page, programme):
    series = make_event(programme, state="draft")
    back = f"/en/office/events/{series.slug}/"
    office_page.post("publish-series", {}, series.slug, redirects_to=back)
    assert office_page.post("cancel-series", {"reason": ""}, series.slug).errors
    office_page.post("cancel-series", {"reason": "Syy."}, series.slug, redirects_to=back)
    series.refresh_from_db()
    assert series.state == "cancelled"


def test_session_is_added_moved_and_cancelled(office_page, programme):
    series = make_event(programme)
    make_registration(series)
    back = f"/en/office/events/{series.slug}/"
    data = {
        "kind": "day",
        "mode": "on_site",
        "place": "Sali 1",
        **moment("starts_at", 20, 9),
        **moment("ends_at", 20, 12),
    }
    office_page.post("office-new-session", data, series.slug, redirects_to=back)
    office_page.get("office-session", series.slug, 2)
    data |= moment("starts_at", 20, 10)
    office_page.post("office-session", data, series.slug, 2, redirects_to=back)
    office_page.post("cancel-session", {"reason": "Syy."}, series.slug, 2, redirects_to=back)
    session = series.sessions.get(order=2)
    assert (session.state, session.sequence) == ("cancelled", 2)
    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["session-cancelled", "session-changed", "session-changed"]


def test_session_is_given_to_one_organisation_that_takes_part(office_page, programme):
    series = make_event(programme)
    session = series.sessions.get()
    session.kind = "guidance"
    session.save()
    assert "guidance of one organisation" in office_page.get("office-series", series.slug).text
    gone = make_session(series, title="Peruttu ohjaus", kind="guidance", state="cancelled")
    assert f"“{gone}” is guidance" not in office_page.get("office-series", series.slug).text
    row = make_registration(series, organisation=make_organisation())
    given = {"kind": "guidance", "mode": "remote", "organisation": row.organisation.pk}
    given |= moment("starts_at", 20, 9) | moment("ends_at", 20, 12)
    office_page.post("office-session", given, series.slug, 1, status=302)
    session.refresh_from_db()
    assert session.organisation == row.organisation
    shown = office_page.get("office-series", series.slug).text
    assert row.organisation.name in shown and "guidance of one organisation" not in shown


def test_double_booking_is_told_and_can_be_accepted(office_page, programme):
    one, other = make_event(programme), make_event(programme)
    data = {
        "kind": "day",
        "mode": "on_site",
        "place": "Sali 1",
        **moment("starts_at", 20, 9),
        **moment("ends_at", 20, 12),
    }
    back = f"/en/office/events/{one.slug}/"
    office_page.post("office-new-session", data, one.slug, redirects_to=back)
    answer = office_page.post("office-new-session", data, other.slug)
    assert one.title in answer.errors[0]
    assert "Both are held all the same" in answer.text
    data["accepts_clash"] = "on"
    back = f"/en/office/events/{other.slug}/"
    office_page.post("office-new-session", data, other.slug, redirects_to=back)


def test_sessions_of_the_programme_at_the_same_time_are_told_with_links(office_page, programme):
    one, other = make_event(programme), make_event(programme)
    link = f'href="/en/office/events/{other.slug}/"'
    answer = office_page.get("office-series", one.slug)
    assert link in answer.response.content.decode()
    other.sessions.update(state="cancelled")
    assert link not in office_page.get("office-series", one.slug).response.content.decode()


def test_agreed_time_cannot_be_emptied(office_page, programme):
    series = make_event(programme)
    answer = office_page.post("office-session", {"kind": "day", "mode": "remote"}, series.slug, 1)
    assert "has been agreed" in answer.errors[0]


def test_copy_and_template(office_page, programme):
    series = make_event(programme)
    data = {"title": "Uudelleen", "first_day": "8.3.2027"}
    back = re.compile("/office/events/uudelleen/")
    office_page.post("copy-series", data, series.slug, redirects_to=back)
    back = f"/en/office/events/{series.slug}/"
    office_page.post("save-series-template", {"name": "Oma"}, series.slug, redirects_to=back)
    assert "Oma" in office_page.get("office-new-series").response.content.decode()
    template = SeriesTemplate.objects.get()
    names = {"name_fi": "Uusi nimi", "name_sv": "", "name_en": "New name"}
    back = "/en/office/series/templates/"
    office_page.post("series-template", names, template.pk, redirects_to=back)
    assert "New name" in office_page.get("series-templates").text
    office_page.post("remove-series-template", {}, template.pk, redirects_to=back)
    assert not SeriesTemplate.objects.exists()
