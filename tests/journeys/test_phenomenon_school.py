"""Scenario A7: thirteen teams are admitted to the school, two withdraw, the rest harvest.

The rules of the round: a deadline with its time zone, a state agency in each team, homework and at
least one meeting of the team's own between the sessions, and a harvest form at the end.
"""

import datetime
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from talkoot.calls.deadlines import deadline_text
from talkoot.calls.rules import pre_check
from talkoot.calls.rules.calls import check_arrival
from talkoot.calls.rules.criteria import TEAM_CODE, has_state_agency
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.decisions.actions import decide
from talkoot.engagements.models import Team
from talkoot.events.models import Submission
from talkoot.practices.models import Practice
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.learning import make_task
from tests.factories.people import make_contact, make_organisation
from tests.factories.programmes import make_offering
from tests.factories.registrations import make_open_series
from tests.figures import count

ADMITTED, GONE = 13, 2
ADMIT = {"outcome": "granted", "days": Decimal(4), "reasons": "Ehdot täyttyvät.", "conditions": ""}
HARVEST = {
    "done": "Yhteinen vastaanotto alkoi.",
    "learned": "Nuori kertoo itse, mitä tarvitsee.",
    "next_steps": "Laajennamme kahteen kuntaan.",
    "spreads": "Vastaanoton muistilista.",
}


@pytest.fixture
def call(programme):
    form = load_questionnaire(read_json("forms/team.json"))
    offering = make_offering(programme, kind="school")
    closes = datetime.datetime(
        timezone.localdate().year + 1, 9, 29, 16, tzinfo=ZoneInfo("Europe/Helsinki")
    )
    call = make_call(
        offering=offering, questionnaire=form, checks=["state_agency"], max_days=Decimal(4)
    )
    call.closes_at = closes
    call.save(update_fields=["closes_at"])
    return call


@pytest.fixture
def series(call):
    return make_open_series(
        call.offering.programme, offering=call.offering, kind="school", entry="teams",
        team_size_min=2, team_size_max=8,
    )  # fmt: skip


def apply_and_admit(call, office_user):
    """Thirteen applications, each with a state agency among its bodies, admitted in writing."""
    for number in range(ADMITTED):
        contact = make_contact(name=f"Vetäjä {number}")
        agency = make_organisation(f"Virasto {number}", kind="state_agency")
        application = make_application(
            state="submitted", call=call, applicant=contact, expert=None, days_requested=None
        )
        assert not has_state_agency(application).is_met
        application.answers = {TEAM_CODE: [agency.key]}
        application.save(update_fields=["answers"])
        assert has_state_agency(application).is_met
        decide(application, **ADMIT, by=office_user)


def test_the_deadline_is_a_moment_in_its_zone(call):
    assert "16" in deadline_text(call)
    at = call.closes_at
    with pytest.raises(NotAllowed):
        check_arrival(call, at + datetime.timedelta(minutes=call.grace_minutes, seconds=1))


def test_the_call_tells_its_conditions_ground_and_contacts_and_checks_the_commitments(page, call):
    programme = call.offering.programme
    programme.contact_email = "koulu@esimerkki.fi"
    programme.save(update_fields=["contact_email"])
    commitments = [f"commitment_{name}" for name in ("problem", "learning", "spreading")]
    asked = make_call(
        offering=call.offering,
        questionnaire=call.questionnaire,
        checks=[f"yes-{code}" for code in commitments],
        links=[{"url": "https://valtioneuvosto.fi/", "fi": "Ohjelma", "sv": "", "en": ""}],
    )
    shown = page.get("call", asked.slug).links
    assert shown["Ohjelma"] == "https://valtioneuvosto.fi/"
    assert shown["koulu@esimerkki.fi"] == "mailto:koulu@esimerkki.fi"
    application = make_application(state="submitted", call=asked, expert=None)
    assert [finding.is_met for _row, finding in pre_check(application)] == [False] * 3
    application.answers = dict.fromkeys(commitments, "yes")
    assert [finding.is_met for _row, finding in pre_check(application)] == [True] * 3


def test_thirteen_admitted_two_withdraw(page, call, series, office_user):
    apply_and_admit(call, office_user)
    assert Team.objects.filter(series=series).count() == ADMITTED
    page.sign_in(office_user)
    table = page.get(f"/office/teams/?series={series.slug}")
    assert f"{ADMITTED}" in table.text

    # Each lead brings a colleague; the office registers the teams in the series.
    teams = list(Team.objects.order_by("pk"))
    for number, team in enumerate(teams):
        here = f"/teams/{team.pk}/"
        page.sign_in(team.application.applicant)
        member = {
            "name": f"Kollega {number}", "email": f"kollega{number}@esimerkki.fi",
            "organisation_name": "", "role": "staff", "task": "member",
        }  # fmt: skip
        page.post("add-to-team", member, team.pk, "member", redirects_to=here)
        page.sign_in(office_user).post("seat-team", {}, team.pk, redirects_to=here)
    page.post("open-teams", {"pair": "1"}, series.slug, redirects_to=re.compile("/office/teams/"))
    # Thirteen is odd: the last one joins a pair.
    assert series.peer_pairs.count() == 7

    # Two withdraw, with their reasons.
    for team in teams[:GONE]:
        page.sign_in(team.application.applicant)
        page.post(
            "withdraw-team",
            {"reason": "Vetäjä vaihtui."},
            team.pk,
            redirects_to=f"/teams/{team.pk}/",
        )
    assert count("teams-admitted").value == ADMITTED
    assert count("teams-withdrawn").value == GONE

    # Homework and a meeting of one's own between the sessions, then the harvest.
    task = make_task(series, is_team_work=True)
    today = timezone.localdate()
    day = {"held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year}
    for team in teams[GONE:]:
        here = f"/teams/{team.pk}/"
        page.sign_in(team.application.applicant)
        answer = {"text": "Kysyimme kymmeneltä nuorelta.", "seal": "0", "hand_in": "1"}
        page.post("task", answer, series.slug, task.pk, redirects_to=re.compile("/learning/"))
        meeting = {**day, "present": "2", "notes": "Sovimme kokeilun."}
        page.post("add-to-team", meeting, team.pk, "meeting", redirects_to=here)
        page.post("harvest", {**HARVEST, "done": ""}, team.pk, status=422)
        page.post("harvest", HARVEST, team.pk, redirects_to=here)
    assert Submission.objects.filter(task=task, state="submitted").count() == ADMITTED - GONE
    shown = page.get("team", teams[-1].pk)
    assert "Kysyimme kymmeneltä nuorelta." in shown.text

    # The harvest and the homework become the draft of a practice.
    page.post("draft-team-practice", {}, teams[-1].pk, redirects_to=re.compile("/my/practices/"))
    practice = Practice.objects.get()
    assert "Kysyimme kymmeneltä nuorelta." in practice.what_was_done
    page.post("finish-team", {}, teams[-1].pk, redirects_to=f"/teams/{teams[-1].pk}/")
    page.sign_in(office_user).get(f"/office/teams/?series={series.slug}")
    rows = {team.state for team in Team.objects.all()}
    assert rows == {"active", "withdrawn", "finished"}
