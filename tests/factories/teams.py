"""Teams with what they write down, experiments and challenge workshops."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.engagements.models import (
    Commitment,
    DevelopmentTask,
    Experiment,
    Harvest,
    Idea,
    Team,
    TeamMember,
    Workshop,
)
from talkoot.events.models import Series
from talkoot.people.models import User
from tests.factories.events import make_event
from tests.factories.people import next_number, the_applicant
from tests.factories.programmes import the_programme


def make_team(*, lead: User | None = None, **fields: Any) -> Team:
    """A team at work with its lead, the applicant; `series=None` for one not placed."""
    if "series" not in fields:
        fields["series"] = make_event()
    values: dict[str, Any] = {
        "programme": fields["series"].programme if fields["series"] else the_programme(),
        "name": f"Tiimi {next_number()}",
        "subject": "Asiakas juoksee luukulta toiselle.",
        "goals": "Yksi yhteinen vastaanotto.",
    }
    if fields.get("state") == Team.State.WITHDRAWN:
        values["withdrawal_reason"] = "Vetäjä vaihtoi työpaikkaa."
    team = Team.objects.create(**{**values, **fields})
    lead = lead or the_applicant()
    make_team_member(team, user=lead, name=str(lead), email=lead.email, task="lead")
    return team


def make_team_member(team: Team, **fields: Any) -> TeamMember:
    number = next_number()
    values = {"name": f"Jäsen {number}", "email": f"jasen{number}@esimerkki.fi", "role": "staff"}
    return TeamMember.objects.create(team=team, **{**values, **fields})


def make_development_task(team: Team | None = None, **fields: Any) -> DevelopmentTask:
    values = {"title": "Aamupalaveri", "owner": "Esihenkilö", "goal": "Tieto kulkee."}
    if "engagement" not in fields:
        values["team"] = team or make_team()
    return DevelopmentTask.objects.create(**{**values, **fields})


def make_commitment(team: Team | None = None, **fields: Any) -> Commitment:
    values = {
        "action": "Sovimme vastuut",
        "owner": "Esihenkilö",
        "due_on": timezone.localdate() + datetime.timedelta(days=14),
    }
    return Commitment.objects.create(team=team or make_team(), **{**values, **fields})


def make_harvest(team: Team, **fields: Any) -> Harvest:
    values = {
        "done": "Perustimme yhteisen vastaanoton.",
        "learned": "Asiakas kertoi, mitä tarvitsee.",
        "spreads": "Vastaanoton muistilista.",
        "saved_by": the_applicant(),
    }
    return Harvest.objects.create(team=team, **{**values, **fields})


def make_experiment(team: Team | None = None, **fields: Any) -> Experiment:
    """A team's experiment with what its state asks for."""
    state = fields.get("state", Experiment.State.PROPOSED)
    values: dict[str, Any] = {
        "title": "Yhteinen vastaanotto tiistaisin",
        "hypothesis": "Asiakas saa vastauksen kerralla.",
        "owner": "Palveluesihenkilö",
    }
    if "workshop" not in fields and "engagement" not in fields:
        values["team"] = team or make_team()
    if state != Experiment.State.PROPOSED:
        values |= {
            "decided_role": "palvelujohtaja",
            "decided_on": timezone.localdate(),
            "grounds": "Hyöty on selvä.",
        }
    if state in (Experiment.State.RESULT, Experiment.State.ADOPTED):
        values["result"] = "Kolme neljästä sai vastauksen kerralla."
    return Experiment.objects.create(**{**values, **fields})


def make_workshop(series: Series | None = None, **fields: Any) -> Workshop:
    values = {"challenge": "Miten palvelemme nuoria paremmin?"}
    return Workshop.objects.create(series=series or make_event(), **{**values, **fields})


def make_idea(workshop: Workshop, **fields: Any) -> Idea:
    return Idea.objects.create(workshop=workshop, **{"text": f"Idea {next_number()}", **fields})
