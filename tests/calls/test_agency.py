"""A call for teams asks for a state agency: the application is not sent without one."""

import pytest
from django.utils import timezone

from talkoot.calls import actions
from talkoot.calls.actions.completion import complete_application
from talkoot.calls.models import Application
from talkoot.calls.rules import AnswersMissing, agency_gap, choice_gaps
from talkoot.calls.rules.criteria import TEAM_CODE, has_state_agency, load_team_organisations
from talkoot.data import read_json
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call
from tests.factories.completion import make_completion_request, make_sent_application
from tests.factories.people import make_organisation
from tests.factories.together import make_joint


@pytest.fixture
def team_call(db):
    form = load_questionnaire(read_json("forms/team.json"))
    return make_call(questionnaire=form, checks=["state_agency"])


def make_draft(call, *organisations):
    draft = make_application(call=call, expert=None, days_requested=None)
    draft.answers = {
        TEAM_CODE: [row.key for row in organisations],
        "team_members": "Kehittäjä, kunta",
        "spreading_how": "Verkostossa.",
        "new_partners": "Järjestöt",
        **{f"commitment_{what}": "yes" for what in ("problem", "learning", "spreading")},
    }
    draft.save(update_fields=["answers"])
    return draft


def test_team_without_an_agency_is_told_where_to_add_one(team_call, applicant, page):
    draft = make_draft(team_call, make_organisation())
    with pytest.raises(AnswersMissing) as refusal:
        actions.submit_application(draft, by=applicant)
    gap = agency_gap(draft)
    assert (gap.field, gap.sentence) == (TEAM_CODE, refusal.value.sentence)
    review = page.sign_in(applicant).get("application-step", draft.ref, "review")
    assert gap.sentence in review.links
    assert review.links[gap.sentence].endswith("/team/")
    page.post("submit-application", {}, draft.ref, status=422)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_team_with_an_agency_is_sent(team_call, applicant):
    draft = make_draft(team_call, make_organisation(kind="state_agency"))
    assert actions.submit_application(draft, by=applicant).state == "submitted"


def test_call_without_the_criterion_asks_nothing(team_call, applicant):
    team_call.criteria.all().delete()
    draft = make_draft(team_call, make_organisation())
    assert actions.submit_application(draft, by=applicant).state == "submitted"


def test_joint_applicant_may_be_the_agency(applicant):
    call = make_call(checks=["need", "cooperation", "state_agency"], allows_joint=True)
    draft = make_application(call=call)
    assert agency_gap(draft).field == "joint"
    make_joint(draft, make_organisation(kind="state_agency"), confirmed_at=timezone.now())
    assert agency_gap(draft) is None


def test_sparring_is_asked_without_a_query(call, django_assert_num_queries):
    draft = make_application()
    agency_gap(draft)  # The form is read once for each instance.
    with django_assert_num_queries(0):
        assert agency_gap(draft) is None


@pytest.mark.parametrize("count", [1, 3])
def test_organisations_of_many_teams_are_read_at_once(team_call, count, django_assert_num_queries):
    agency = make_organisation(kind="state_agency")
    for _number in range(count):
        make_draft(team_call, agency, make_organisation())
    drafts = list(
        Application.objects.select_related("organisation").prefetch_related("joint_applicants")
    )
    with django_assert_num_queries(1):
        load_team_organisations(drafts)
        assert all(has_state_agency(draft).is_met for draft in drafts)


def test_team_cannot_drop_its_agency_while_it_completes(team_call, applicant, page):
    agency = make_organisation(kind="state_agency")
    sent = actions.submit_application(make_draft(team_call, agency), by=applicant)
    make_completion_request(sent)
    sent = Application.objects.get(pk=sent.pk)
    actions.save_draft(sent, answers={TEAM_CODE: [make_organisation().key]}, by=applicant)
    sent = Application.objects.get(pk=sent.pk)
    gap = agency_gap(sent)
    with pytest.raises(AnswersMissing):
        complete_application(sent, reply="Valmis.", by=applicant)
    review = page.sign_in(applicant).get("application-step", sent.ref, "review")
    assert gap.sentence in review.links


def test_criterion_that_came_after_the_sending_is_not_asked_in_a_completion(team_call, applicant):
    team_call.criteria.update(first_version=2)
    sent = actions.submit_application(make_draft(team_call, make_organisation()), by=applicant)
    type(team_call).objects.update(text_version=2)
    make_completion_request(sent)
    sent = Application.objects.get(pk=sent.pk)
    assert complete_application(sent, reply="Valmis.", by=applicant).state == "submitted"


def test_expert_who_takes_no_work_is_asked_where_the_completion_may_change_it(call, applicant):
    for steps, is_asked in (([], True), (["need"], False)):
        sent = make_sent_application()
        make_completion_request(sent, steps=steps)
        type(sent.expert).objects.filter(pk=sent.expert_id).update(is_available=False)
        sent = Application.objects.get(pk=sent.pk)
        assert [gap.field for gap in choice_gaps(sent)] == (["expert"] if is_asked else [])
        if is_asked:
            with pytest.raises(AnswersMissing):
                complete_application(sent, reply="Valmis.", by=applicant)
