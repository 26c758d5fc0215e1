"""What was carried on: the participant's page behind the own link, and the office's."""

import pytest

from talkoot.events import tokens
from talkoot.events.models import FollowOn
from tests.factories.registrations import make_open_series, make_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MORNING = {"what": "A short meeting every morning.", "reach": "unit", "place": "Home care"}


@pytest.fixture
def row():
    row = make_registration()
    row.series.sessions.update(state="held")
    return row


def test_a_thing_is_told_read_and_removed(page, row):
    token = tokens.token_of(row)
    own = page.get("registration", token)
    assert own.links["Tell what you have carried on"] == f"/en/registrations/{token}/carried-on/"
    where = f"/en/registrations/{token}/carried-on/"
    page.post("carried-on", MORNING, token, redirects_to=where)
    told = FollowOn.objects.get()
    assert (told.what, told.reach, told.place) == tuple(MORNING.values())
    answer = page.get("carried-on", token, queries=3)
    assert MORNING["what"] in answer.text
    page.post("remove-carried-on", {}, token, told.pk, redirects_to=where)
    assert not FollowOn.objects.exists()


def test_what_is_missing_is_told_and_nothing_is_lost(page, row):
    token = tokens.token_of(row)
    answer = page.post("carried-on", {**MORNING, "reach": ""}, token, status=422)
    assert MORNING["what"] in answer.text
    assert not FollowOn.objects.exists()


def test_somebody_else_s_thing_stays(page, row):
    other = make_registration(row.series).follow_ons.create(what="Mine.", reach="work")
    token = tokens.token_of(row)
    where = f"/en/registrations/{token}/carried-on/"
    page.post("remove-carried-on", {}, token, other.pk, redirects_to=where)
    assert FollowOn.objects.get() == other


@pytest.mark.parametrize("count", [1, 3])
def test_office_reads_it_without_names(page, office_user, programme, count):
    series = make_open_series(programme)
    for _number in range(count):
        row = make_registration(series)
        row.follow_ons.create(what="<script>alert(1)</script>", reach="other")
    page.sign_in(office_user)
    answer = page.get("office-carried-on", series.slug, queries=8)
    assert answer.text.count("Another organisation") == count
    assert row.participant.name not in answer.text
    assert answer.text.count("<script>alert(1)</script>") == count  # words, not an element
