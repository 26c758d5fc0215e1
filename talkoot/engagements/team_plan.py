"""A team's development plan as a document: goals, tasks with steps, experiments, promises."""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.correspondence.letters import Content
from talkoot.engagements.models import Commitment, DevelopmentTask, Experiment, Team, TeamMember

Section = dict[str, Any]


def plan_content(
    team: Team,
    *,
    members: list[TeamMember],
    tasks: list[DevelopmentTask],
    experiments: list[Experiment],
    commitments: list[Commitment],
) -> Content:
    """The content of the PDF in the active language; what was given up is left out."""
    organisations = ", ".join(row.name for row in team.organisations.all())
    meta = [
        [_("Team"), team.name],
        [_("Organisations"), organisations or _("Not known")],
        [_("Series"), str(team.series or team.programme)],
        [_("Date"), local_date(timezone.localdate())],
    ]
    return {
        "title": _("Development plan"),
        "organisation": organisations or str(team.programme),
        "meta": meta,
        "sections": [
            {
                "heading": _("Phenomenon or development task"),
                "paragraphs": [team.subject or _("Not written yet.")],
            },
            {"heading": _("Goals"), "paragraphs": [team.goals or _("Not written yet.")]},
            *_listed(_("Development tasks"), [_task(row) for row in tasks]),
            *_listed(_("Experiments"), [_experiment(row) for row in experiments]),
            *_listed(_("Commitments"), [_commitment(row) for row in commitments]),
            {"heading": _("People"), "paragraphs": [], "items": [_person(row) for row in members]},
        ],
    }


def _listed(heading: str, sections: list[Section]) -> list[Section]:
    """A section for each thing; the heading tells which kind it is."""
    return [{**part, "heading": f"{heading}: {part['heading']}"} for part in sections if part]


def _task(row: DevelopmentTask) -> Section:
    if row.state == DevelopmentTask.State.DROPPED:
        return {}
    facts = [
        [_("State"), capfirst(row.get_state_display())],
        [_("Who answers for it"), row.owner],
        [_("By when"), local_date(row.due_on) if row.due_on else ""],
        [_("Goal"), row.goal],
        [_("Steps"), row.steps],
        [_("Result"), row.result],
    ]
    return _section(row.title, facts)


def _experiment(row: Experiment) -> Section:
    if row.state == Experiment.State.REJECTED:
        return {}
    facts = [
        [_("State"), capfirst(row.get_state_display())],
        [_("Who answers for it"), row.owner],
        [_("Hypothesis"), row.hypothesis],
        [_("Result"), row.result],
    ]
    return _section(row.title, facts)


def _commitment(row: Commitment) -> Section:
    facts = [
        [_("State"), capfirst(row.get_state_display())],
        [_("Who answers for it"), row.owner],
        [_("By when"), local_date(row.due_on)],
    ]
    return _section(row.action, facts)


def _section(title: str, facts: list[list[str]]) -> Section:
    return {"heading": title, "paragraphs": [], "rows": [row for row in facts if row[1]]}


def _person(row: TeamMember) -> str:
    return ", ".join(filter(None, [row.name, row.get_task_display(), row.organisation_name]))
