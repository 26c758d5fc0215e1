"""The office's table of teams with what is filled."""

from tests.factories.registrations import make_open_series, make_team_registration
from tests.factories.teams import make_commitment, make_harvest, make_team

QUERIES = 11


def test_office_teams_with_one_and_three(page, office_user):
    page.sign_in(office_user)
    series = make_team().series
    page.get("office-teams", queries=QUERIES)
    for state in ("withdrawn", "active"):
        team = make_team(series=series, state=state)
        make_commitment(team, state="kept")
    make_harvest(team)
    shown = page.get("office-teams", queries=QUERIES)
    assert shown.text.count("1/1") == 2


def test_registered_teams_are_opened_and_paired(page, office_user):
    series = make_open_series(entry="teams", team_size_min=2, team_size_max=6)
    for _number in range(3):
        make_team_registration(series, members=2)
    page.sign_in(office_user)
    back = f"/office/teams/?series={series.slug}"
    page.post("open-teams", {}, series.slug, redirects_to=back)
    page.post("open-teams", {"pair": "1"}, series.slug, redirects_to=back)
    assert (series.teams.count(), series.peer_pairs.count()) == (3, 2)
    page.get(back)
