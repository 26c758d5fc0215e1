"""Granting a place where no expert is chosen: teams of a school, workshop series."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions import actions
from talkoot.decisions.actions import slates
from talkoot.decisions.jobs import sign_slates
from talkoot.decisions.messages import draft_of
from talkoot.decisions.messages.slates import fingerprint, slate_rows, unsigned_lines
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import slates as queries
from talkoot.engagements.models import Engagement
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.decisions import make_slate

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def teams(db):
    form = load_questionnaire(read_json("forms/team.json"))
    return make_call(questionnaire=form, checks=[], max_days=Decimal(4))


@pytest.fixture
def team(teams, applicant):
    return make_application(state="submitted", call=teams, expert=None, days_requested=None)


def test_a_team_gets_its_place_with_a_letter_and_no_engagement(team, office_user, page):
    words = {**draft_of(team), "reasons": "Tiimi täyttää ehdot."}
    assert (words["outcome"], words["days"]) == ("granted", 4)
    assert "asiantuntijan" not in words["conditions"]
    decision = actions.decide(team, **words, by=office_user)
    assert decision.letter is not None
    assert not Engagement.objects.exists()
    page.sign_in(office_user).get("office-application", team.ref)
    Message.objects.filter(kind="decision").update(state="sent", sent_at=timezone.now())
    assert decision.number in page.sign_in(team.applicant).get("my-application", team.ref).text


def test_a_call_that_asks_for_an_expert_still_needs_one(office_user, applicant):
    lacking = make_application(state="submitted", expert=None)
    words = {**draft_of(lacking), "reasons": "Ehdot täyttyvät.", "days": Decimal(1)}
    with pytest.raises(NotAllowed, match="siantuntija"):
        actions.decide(lacking, **words, by=office_user)
    assert not Decision.objects.exists()


def test_a_slate_of_teams_is_signed(team, office_user):
    slate = make_slate(made_by=office_user)
    type(slate).objects.filter(pk=slate.pk).update(call=team.call)
    slate.refresh_from_db()
    slates.add_applications(slate, [team.pk], by=office_user)
    slate = queries.get_slate(office_user, slate.pk)
    assert [row.problem for row in slate_rows(slate, office_user)] == [""]
    seen = fingerprint(unsigned_lines(slate, office_user))
    slates.sign_slate(slate, seen=seen, by=office_user)
    assert sign_slates() == 1
    assert Decision.objects.get().days == 4
