"""Who studies a programme reads its results and changes nothing."""

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.people.models import Role
from talkoot.people.rules import is_member, is_officer
from tests.factories.impact import make_node, the_chain
from tests.factories.people import make_membership, make_user
from tests.factories.surveys import make_response, make_round

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4
PROGRAMME_QUERIES = 5


def make_student(programme, role=Role.EVALUATOR):
    user = make_user(f"{role}@esimerkki.fi")
    make_membership(user, programme.office, role, confirmed_at=None)
    return user


def closed_round(programme):
    survey = make_round(programme=programme, state="closed")
    for _number in range(6):
        make_response(survey)
    return survey


def test_to_study_makes_nobody_a_member(programme):
    user = make_student(programme)
    assert not is_member(user, programme.office_id)
    assert not is_officer(user, programme.office_id)


def test_study_is_never_a_confirmed_membership(programme):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        make_membership(make_user(), programme.office, Role.STEERING, confirmed_at=timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_workspace_shows_closed_rounds(count, page, programme):
    for _number in range(count):
        closed_round(programme)
    make_round(programme=programme, title="Kesken")
    page.sign_in(make_student(programme))
    page.get("workspace", queries=LIST_QUERIES)
    shown = page.get("workspace-programme", programme.slug, queries=PROGRAMME_QUERIES)
    assert len(shown.context["rounds"]) == count
    assert "Kesken" not in shown.text


def test_unpublished_chain_may_be_read_and_not_edited(page, programme):
    chain = the_chain(published_on=None)
    node = make_node(chain=chain)
    page.sign_in(make_student(programme))
    page.get("impact", programme.slug)
    page.get("impact-node", programme.slug, node.pk)
    page.get("edit-impact", programme.slug, status=403)
    page.get("office-evaluation", programme.slug, status=403)
    page.get("office", status=403)


def test_evaluator_gets_files_and_answers_without_names(page, programme):
    survey = closed_round(programme)
    user = make_student(programme)
    page.sign_in(user)
    for kind in ("csv", "xlsx"):
        page.get("workspace-file", survey.pk, kind)
    page.get("workspace-file", survey.pk, "exe", status=404)
    page.get("workspace-file", make_round(programme=programme).pk, "csv", status=404)


def test_steering_group_gets_no_single_answers(page, programme):
    survey = closed_round(programme)
    page.sign_in(make_student(programme, Role.STEERING))
    page.get("workspace-file", survey.pk, "csv")
    page.post("workspace-answers", {}, survey.pk, status=403)
    assert not LogEntry.objects.filter(key="surveys.delivery.made").exists()


def test_others_find_nothing(page, programme, applicant):
    survey = closed_round(programme)
    page.sign_in(applicant)
    page.get("workspace", status=403)
    page.get("workspace-programme", programme.slug, status=404)
    page.get("workspace-file", survey.pk, "csv", status=404)
