"""The team's page and the forms on which it writes things down."""

from django.utils import timezone

from talkoot.engagements.models import Team
from tests.factories.people import make_organisation
from tests.factories.teams import (
    make_commitment,
    make_development_task,
    make_experiment,
    make_harvest,
    make_team,
    make_team_member,
)

TEAM_QUERIES = 14
MY_TEAMS_QUERIES = 3
TODAY = timezone.localdate


def fill(team, count):
    for _number in range(count):
        make_experiment(team)
        make_development_task(team)
        make_commitment(team)
        make_team_member(team)
        make_team_member(team, task="mentor")
        team.meetings.create(held_on=TODAY(), present=4, notes="Sovittiin kokeilu.")
        team.organisations.add(make_organisation())


def test_team_with_one_and_three_of_everything(page, applicant):
    page.sign_in(applicant)
    for count in (1, 3):
        team = make_team()
        fill(team, count)
        make_harvest(team)
        shown = page.get("team", team.pk, queries=TEAM_QUERIES)
        assert shown.text.count("Sovittiin kokeilu.") == count
        assert "Asiakas juoksee luukulta toiselle." in shown.text


def test_team_is_found_by_the_address_of_sign_in(page, outsider):
    page.sign_in(outsider)
    page.get("my-teams")
    team = make_team()
    page.get("team", team.pk, status=404)
    make_team_member(team, email=outsider.email)
    assert team.name in page.get("my-teams", queries=MY_TEAMS_QUERIES).text
    page.get("team", team.pk)


def test_parts_are_added_and_wrong_ones_told(page, applicant):
    team = make_team()
    page.sign_in(applicant)
    day = {"held_on_day": "1", "held_on_month": "1", "held_on_year": str(TODAY().year + 1)}
    meeting = {"present": "4", "notes": "Sovittiin."}
    page.post("add-to-team", {**day, **meeting}, team.pk, "meeting", status=422)
    day["held_on_year"] = str(TODAY().year)
    page.post(
        "add-to-team", {**day, **meeting}, team.pk, "meeting", redirects_to=f"/teams/{team.pk}/"
    )
    assert team.meetings.count() == 1
    wrong = page.post("add-to-team", {"title": "Kokeilu"}, team.pk, "experiment", status=422)
    assert len(wrong.errors) >= 2


def test_team_withdraws_with_its_reason(page, applicant):
    team = make_team()
    page.sign_in(applicant)
    page.post("withdraw-team", {"reason": ""}, team.pk, status=422)
    page.post("withdraw-team", {"reason": "Ei ehditä."}, team.pk, redirects_to=f"/teams/{team.pk}/")
    assert Team.objects.get().state == "withdrawn"
    assert "Ei ehditä." in page.get("team", team.pk).text


def test_team_gives_its_workspace_and_its_people_and_the_office_see_it(
    page, applicant, office_user
):
    team = make_team()
    page.sign_in(applicant)
    data = {"name": team.name, "subject": "Jonot", "goals": ""}
    wrong = page.post("edit-team", {**data, "platform_name": "Työtila"}, team.pk, status=422)
    assert len(wrong.errors) == 1
    url = "javascript:alert(1)"
    assert len(page.post("edit-team", {**data, "platform_url": url}, team.pk).errors) == 1
    url = "https://tyotila.example/tiimi"
    data |= {"platform_url": url, "platform_name": "Tiimin työtila"}
    page.post("edit-team", data, team.pk, redirects_to=f"/teams/{team.pk}/")
    for user in (applicant, office_user):
        shown = page.sign_in(user).get("team", team.pk)
        assert shown.links["Tiimin työtila"] == url
    team.refresh_from_db()
    assert (team.platform_url, team.subject) == (url, "Jonot")


def test_workspace_is_not_shown_to_others(page, outsider):
    team = make_team(platform_url="https://tyotila.example/tiimi")
    page.sign_in(outsider).get("team", team.pk, status=404)
    page.get("edit-team", team.pk, status=404)
