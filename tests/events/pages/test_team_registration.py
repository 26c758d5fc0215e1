"""Teams: the form with rows of members, and the contact person's page."""

import re

import pytest

from talkoot.events import tokens
from talkoot.events.models import Registration, TeamRegistration
from tests.factories.registrations import make_open_series, make_team_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TEAMS = {"entry": "teams", "team_size_min": 2, "team_size_max": 6}
OWN = re.compile(r"^/en/teams/registrations/[0-9a-f]{40}/$")


def filled(*names, rows=4, **fields):
    data = {"rows": str(rows), "name": "Tiimi", "waiting": "all_or_nothing"}
    for number in range(rows):
        name = names[number] if number < len(names) else ""
        email = f"{name.lower()}@esimerkki.fi" if name else ""
        data |= {
            f"member{number}-name": name,
            f"member{number}-email": email,
            f"member{number}-role": "staff",
        }
    return data | fields


def test_team_registers_and_the_contact_sees_it(page):
    series = make_open_series(**TEAMS)
    page.get("register-team", series.slug, queries=3)
    answer = page.post("register-team", filled("Maija", "Teppo"), series.slug, redirects_to=OWN)
    shown = answer.follow()
    assert "2 of 2 have a seat" in shown.text
    assert "Teppo" in shown.text
    assert TeamRegistration.objects.get().contact.name == "Maija"


def test_rows_are_added_without_losing_what_was_written(page):
    series = make_open_series(**TEAMS)
    answer = page.post("register-team", filled("Maija", more="1"), series.slug)
    assert answer.page.by_id("id_member0-name").get("value") == "Maija"
    assert answer.page.by_id("id_member5-name") is not None
    assert answer.page.by_id("id_member6-name") is None
    page.post("register-team", {**filled("Maija", more="1"), "rows": "9" * 5000}, series.slug)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (filled("Maija"), "at least 2 members"),
        (filled("Maija", "Maija"), "The same address stands twice"),
        (filled("", "Teppo", "Olli"), "Fill in the first row"),
    ],
)
def test_wrong_teams_say_what_to_do(page, data, words):
    answer = page.post("register-team", data, make_open_series(**TEAMS).slug, status=422)
    assert words in answer.errors[0]
    assert not Registration.objects.exists()


@pytest.mark.parametrize("members", [2, 3])
def test_page_costs_the_same_with_any_number_of_members(page, members):
    team = make_team_registration(members=members)
    answer = page.get("team-registration", tokens.token_of(team), queries=4)
    assert f"{members} of {members} have a seat" in answer.text


def test_contact_adds_and_removes_members(page):
    team = make_team_registration(members=2)
    token = tokens.token_of(team)
    where = f"/en/teams/registrations/{token}/"
    new = {
        "member-name": "Olli Uusi",
        "member-email": "olli@esimerkki.fi",
        "member-role": "staff",
    }
    answer = page.post("team-registration", new, token, redirects_to=where).follow()
    assert "Olli Uusi" in answer.text
    row = Registration.objects.get(participant__name="Olli Uusi")
    page.post("remove-team-member", {"member": "9" * 5000}, token, status=404)
    page.post("remove-team-member", {"member": str(row.pk)}, token, redirects_to=where)
    row.refresh_from_db()
    assert row.state == "cancelled"
    answer = page.post("team-registration", {"member-role": "staff"}, token, status=422)
    assert "name and e-mail" in answer.errors[0]


def test_whole_team_is_cancelled_once(page):
    team = make_team_registration(members=2)
    token = tokens.token_of(team)
    where = f"/en/teams/registrations/{token}/"
    page.post("cancel-team", {}, token, redirects_to=where)
    assert "cancelled" in page.get("team-registration", token).text
    page.get("cancel-team", token, status=409)
