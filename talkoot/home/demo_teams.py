"""The demo's teams at work and a challenge workshop; invented."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.core.dates import next_office_day
from talkoot.data import read_json
from talkoot.engagements.actions import team_work, teams, workshops
from talkoot.engagements.models import Experiment, Team
from talkoot.engagements.queries.workshops import ideas_of
from talkoot.events.actions import series as series_actions
from talkoot.events.actions.registrations import Person, register
from talkoot.events.models import Registration, Series, SeriesTemplate
from talkoot.events.queries.learning import get_space
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme

PEOPLE = 12


def load_teams(programme: Programme, users: dict[str, User]) -> None:
    """Teams of a workshop series: one with everything, one that has withdrawn, paired."""
    facts = read_json("demo/teams.json")
    office = users["office"]
    rows = Series.objects.filter(programme=programme, entry=Series.Entry.TEAMS, is_demo=True)
    for series in rows.filter(state=Series.State.PUBLISHED).order_by("pk"):
        made = teams.open_registered_teams(series, by=office)
        if len(made) > 1:
            teams.pair_teams(series, by=office)
            _work(made[0], facts, users)
            teams.withdraw_team(made[-1], reason=facts["withdrawal"], by=office)
            break
    _hold_workshop(programme, facts["workshop"], users)


def _work(team: Team, facts: dict[str, Any], users: dict[str, User]) -> None:
    """The team that the demo's applicant leads."""
    by, today = users["applicant"], timezone.localdate()
    person = {"name": str(by), "email": by.email, "role": "supervisor", "task": "lead"}
    teams.add_team_member(team, **person, organisation_name="", by=users["office"])
    teams.add_team_member(team, **facts["mentor"], task="mentor", by=by)
    texts = {"name": team.name, "subject": facts["subject"], "goals": facts["goals"]}
    teams.save_team(team, **texts, **facts["workspace"], by=by)
    for weeks, notes in zip((5, 2), facts["meetings"], strict=True):
        day = today - datetime.timedelta(weeks=weeks)
        team_work.add_meeting(team, held_on=day, present=4, notes=notes, by=by)
    for code in facts["path"]:
        team_work.mark_path(team, code=code, is_done=True, by=by)
    for task in facts["tasks"]:
        team_work.add_development_task(team=team, **task, by=by)
    for row in facts["commitments"]:
        due_on = today + datetime.timedelta(days=row["days"])
        words = {"action": row["action"], "owner": row["owner"]}
        promise = team_work.add_commitment(team, **words, due_on=due_on, by=by)
        if "to" in row:
            team_work.check_commitment(promise, to=row["to"], note=row["note"], by=by)
    for story in facts["experiments"]:
        _try(team, story, facts["grounds"], by=by)
    team_work.save_harvest(team, **facts["harvest"], by=by)


def _try(team: Team, story: dict[str, Any], grounds: str, *, by: User) -> None:
    """An experiment as far as its stage says."""
    names = ("title", "service_area", "hypothesis", "owner")
    row = workshops.propose_experiment(team=team, by=by, **{name: story[name] for name in names})
    if story["stage"] == Experiment.State.PROPOSED:
        return
    today = timezone.localdate()
    month = today - datetime.timedelta(days=30)
    decision = {"role": "palvelujohtaja", "grounds": grounds}
    workshops.decide_experiment(row, to="approved", on=month, **decision, by=by)
    workshops.begin_experiment(row, starts_on=month, ends_on=today, by=by)
    if story["stage"] == Experiment.State.ADOPTED:
        workshops.tell_result(row, result=story["result"], by=by)
        workshops.decide_experiment(row, to="adopted", on=today, **decision, by=by)


def _hold_workshop(programme: Programme, story: dict[str, Any], users: dict[str, User]) -> None:
    """A challenge workshop that has voted and tries two ideas."""
    office, applicant = users["office"], users["applicant"]
    template = SeriesTemplate.objects.get(programme=None, code="challenge-workshop")
    first = next_office_day(timezone.localdate() + datetime.timedelta(days=9))
    values = {
        "title": story["title"],
        "summary_fi": story["summary"],
        "kind": template.kind,
        "entry": Series.Entry.PERSONS,
    }
    series, _moved = series_actions.start_series(
        programme, values=values, template=template, first_day=first, by=office
    )
    series_actions.publish_series(series, by=office)
    home = Organisation.objects.get(key="demo-metsalahti")
    register(series, Person(str(applicant), applicant.email, organisation=home))
    for number in range(1, PEOPLE):
        address = f"tyopaja.{number}@demo.example"
        register(series, Person(f"Osallistuja {number} (demo)", address, organisation=home))
    lead = get_space(office, str(series.slug))
    workshop = workshops.open_workshop(lead, challenge=story["challenge"], votes_each=2, by=office)
    ideas = [workshops.add_idea(lead, workshop, text=text, by=office) for text in story["ideas"]]
    workshops.move_workshop(lead, workshop, to="voting", by=office)
    space = get_space(applicant, str(series.slug))
    for number, row in enumerate(Registration.objects.filter(series=series).order_by("pk")):
        space.registration = row
        for index in {number % 3, (number * number + 1) % len(ideas)}:
            ideas[index].workshop.refresh_from_db()
            workshops.vote_idea(space, ideas[index], is_given=True)
    for idea in ideas_of(workshop, by_votes=True)[:2]:
        card = {"title": idea.text, "hypothesis": story["challenge"], "owner": "Palveluesihenkilö"}
        workshops.choose_idea(lead, idea, by=office, **card)
    workshops.move_workshop(lead, workshop, to="experimenting", by=office)
    for perspective, texts in story["statements"].items():
        for text in texts:
            workshops.add_statement(lead, perspective=perspective, text=text, by=office)
