"""The demo's call for teams: joint applications, their assessors with points, and a slate."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from talkoot.assessments.actions.assigning import assign_automatically
from talkoot.assessments.actions.scoring import Mark, save_scores
from talkoot.assessments.actions.setup import add_assessor, save_phase, save_yardstick
from talkoot.assessments.models import Phase
from talkoot.calls.actions import joint, sign_off, start_application, submit_application, writing
from talkoot.calls.models import Application, Call
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions.actions.slates import add_applications, edit_lines, make_slate
from talkoot.experts.models import Expert
from talkoot.home.demo_dates import move_back
from talkoot.home.demo_people import account, contact_of
from talkoot.people.models import Organisation, User

# They ask for what the sent applications already have; their links lead nowhere any more.
ANSWERED = ("joint-request", "joint-answer", "sign-off-request", "sign-off-answer", "writer-added")


def load_team(call: Call, users: dict[str, User]) -> None:
    """The teams' applications to the call, and how far the office has come with them."""
    facts = read_json("demo/team.json")
    sent = [_send(story, call) for story in facts["sent"]]
    Message.objects.filter(kind__in=ANSWERED).delete()
    for story in facts["drafts"]:
        _write(story, call)
    phase = _load_phase(facts["phase"], call, users)
    _score(phase, {row.pk: story for row, story in zip(sent, facts["sent"], strict=True)})
    _load_slate(facts["slate"], call, sent, by=users["office"])


def _send(story: dict[str, Any], call: Call) -> Application:
    """An application with everybody's word, sent `days_ago`."""
    application = _write(story, call)
    sign_off.answer_sign_off(application.sign_offs.get(), is_signed=True, comment=story["comment"])
    application = submit_application(application, by=application.applicant)
    # The form for teams asks no expert: whose days are granted is the mentor that the office names.
    mentor = Expert.objects.get(slug=story["mentor"])
    Application.objects.filter(pk=application.pk).update(expert=mentor)
    move_back(application, story["days_ago"])
    return application


def _write(story: dict[str, Any], call: Call) -> Application:
    """A draft with its joint applicants, its second writer and the request for a sign-off."""
    organisation = Organisation.objects.get(key=story["organisation"])
    applicant = contact_of(organisation)
    with translation.override(story.get("language", "fi")):
        application = start_application(call, organisation=organisation, by=applicant)
    _ask_to_join(application, story, by=applicant)
    answers = story["answers"] | {"team_organisations": [*story["joint"], *story["waiting"]]}
    application = writing.save_together(application, answers=answers, by=applicant).application
    if colleague := story.get("writer"):
        user = account(colleague["email"], colleague["name"], organisation.key)
        writing.invite_writer(application, address=user.email, by=applicant)
        writing.save_together(application, answers=colleague["answers"], by=user)
    sign_off.ask_sign_off(application, **story["manager"], by=applicant)
    return application


def _ask_to_join(application: Application, story: dict[str, Any], *, by: User) -> None:
    """The organisations under `joint` have confirmed; those under `waiting` have been asked."""
    for key in (*story["joint"], *story["waiting"]):
        organisation = Organisation.objects.get(key=key)
        contact = contact_of(organisation)
        joint.add_joint_applicant(application, organisation, by=by)
        if key in story["joint"]:
            row = application.joint_applicants.get(organisation=organisation)
            joint.confirm_joint_applicant(row, by=contact)


def _load_phase(facts: dict[str, Any], call: Call, users: dict[str, User]) -> Phase:
    """An open phase with its criteria and assessors, everything given out automatically."""
    office, now = users["office"], timezone.now()
    values = facts["values"] | {
        "opens_at": now - datetime.timedelta(days=2),
        "closes_at": now + datetime.timedelta(days=60),
    }
    phase = save_phase(call, values=values, phase=None, by=office)
    for row in facts["yardsticks"]:
        save_yardstick(phase, values=row, yardstick=None, by=office)
    third = account("tuuli.tarkkala@demo.example", "Tuuli Tarkkala", "demo-arviointi")
    for user in (users["expert"], third, users["assessor"]):
        add_assessor(call, address=user.email, name=user.name, capacity=5, themes=[], by=office)
    # Finds also that the expert has held a day for one of the applicants and agreed on one.
    assign_automatically(phase, by=office)
    return phase


def _score(phase: Phase, stories: Mapping[int, dict[str, Any]]) -> None:
    """Each story's `scores` in the order of its assessors; those without one are still to come."""
    points, passed = phase.yardsticks.order_by("order")
    for pk, story in stories.items():
        rows = phase.assignments.filter(application=pk).order_by("assessor")
        for row, given in zip(rows.select_related("assessor__user"), story["scores"], strict=False):
            marks = {
                points.pk: Mark(points=given["points"], reason=given["reason"]),
                passed.pk: Mark(is_passed=given["is_passed"]),
            }
            save_scores(
                row, marks=marks, comment=given["comment"], is_final=True, by=row.assessor.user
            )


def _load_slate(facts: dict[str, Any], call: Call, sent: list[Application], *, by: User) -> None:
    """An open slate of the first applications; the rest stay in the queue."""
    rows = sent[: len(facts["lines"])]
    slate = make_slate(call, title=facts["title"], by=by)
    add_applications(slate, [row.pk for row in rows], by=by)
    lines = dict(slate.lines.values_list("application_id", "pk"))
    changes = {
        lines[row.pk]: {**words, "days": Decimal(words["days"])}
        for row, words in zip(rows, facts["lines"], strict=True)
    }
    edit_lines(slate, changes, by=by)
