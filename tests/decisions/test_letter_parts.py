"""What the letter's fixed parts tell follows the case: provisions applied, hearing."""

import pytest

from talkoot.calls.models import Application
from talkoot.decisions import actions
from talkoot.programmes.models import Programme
from tests.decisions.test_outcomes import GRANT, words
from tests.factories.assessments import make_assignment, make_phase
from tests.factories.calls import make_assessment
from tests.factories.completion import make_completion_request

pytestmark = pytest.mark.usefixtures("questionnaires")


def part(application, office_user, heading, **content):
    """The text of one part of the letter of the decision."""
    Application.objects.update(language="en")
    decision = actions.decide(application, **content, by=office_user)
    parts = {row["heading"]: row for row in decision.letter.content["sections"]}
    return " ".join(parts[heading]["paragraphs"])


def test_late_application_is_not_examined_by_the_terms_of_the_call(application, office_user):
    Programme.objects.update(remedy_regime="municipal")
    Application.objects.update(is_late=True)
    told = part(application, office_user, "Applied provisions", **words("not_examined"))
    assert "the deadline in the terms of the call" in told
    assert "section 22" not in told


def test_application_not_completed_is_not_examined_by_section_22(office_user):
    application = make_completion_request(days_left=-1).application
    Programme.objects.update(remedy_regime="state")
    Application.objects.update(state="submitted")
    told = part(application, office_user, "Applied provisions", **words("not_examined"))
    assert "section 22 of the same Act" in told
    assert "deadline" not in told


@pytest.mark.parametrize("outcome", ["refused", "not_examined", "transferred"])
def test_private_decider_applies_its_terms_and_no_acts_on_authorities(
    application, office_user, outcome
):
    Programme.objects.update(remedy_regime="private")
    to = {"transferred_to": "Kaupunki"} if outcome == "transferred" else {}
    told = part(application, office_user, "Applied provisions", **words(outcome, **to))
    assert "Act" not in told
    assert told.startswith("Terms of the programme; ")


def test_private_decider_names_no_act_in_the_note_on_disqualification(application, office_user):
    Programme.objects.update(remedy_regime="private")
    told = part(application, office_user, "Preparation and decision", **words("refused"))
    assert "is disqualified in the matter" in told
    assert "Act" not in told


def test_hearing_tells_who_else_judged_the_application(application, office_user):
    phase = make_phase(application.call)
    for points in (3, 4):
        make_assignment(phase, application=application, points=points)
    make_assignment(phase, application=application)
    make_assessment(application, assessed_by=office_user)
    told = part(application, office_user, "Hearing", **GRANT)
    assert "was not heard separately." in told
    assert "2 assessors have assessed" in told
    assert "findings of its own" in told
    assert "rests on the applicant's own account" not in told


def test_hearing_without_others_rests_on_the_applicants_account(application, office_user):
    told = part(application, office_user, "Hearing", **GRANT)
    assert "rests on the applicant's own account" in told
