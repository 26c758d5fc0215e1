"""A team's development plan as a PDF, from what the team has written down."""

import io

from pypdf import PdfReader

from tests.factories.teams import make_commitment, make_development_task, make_experiment, make_team


def test_plan_tells_goals_tasks_and_promises(page, office_user):
    team = make_team(subject="Palvelupolku katkeaa.", goals="Apu kerralla.")
    make_development_task(team, title="Yhteinen vastaanotto", steps="Sovitaan päivä", owner="Tiimi")
    make_development_task(team, title="Luovuttu ajatus", state="dropped")
    make_experiment(team=team, title="Kokeilu tiistaisin")
    make_commitment(team, action="Kutsumme naapurit")
    page.sign_in(office_user)
    assert f"/teams/{team.pk}/plan.pdf" in page.get("team", team.pk).links.values()
    answer = page.get("team-plan", team.pk)
    assert answer.headers["Content-Type"] == "application/pdf"
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(answer.content)).pages)
    shown = " ".join(text.split())
    for words in ("Palvelupolku katkeaa.", "Apu kerralla.", "Yhteinen vastaanotto",
                  "Sovitaan päivä", "Kokeilu tiistaisin", "Kutsumme naapurit"):  # fmt: skip
        assert words in shown
    assert "Luovuttu ajatus" not in shown


def test_plan_of_an_empty_team_says_what_is_missing(page, office_user):
    team = make_team(subject="", goals="")
    answer = page.sign_in(office_user).get("team-plan", team.pk)
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Ei vielä kirjoitettu" in " ".join(text.split()) or "kirjoitettu" in text
