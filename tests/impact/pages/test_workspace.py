"""Who studies a programme reads its results and changes nothing."""

import csv
import io
import zipfile

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.people.models import Role
from talkoot.people.rules import is_member, is_officer
from talkoot.programmes.models import Programme
from tests.factories.impact import make_node, the_chain
from tests.factories.people import make_membership, make_user
from tests.factories.reports import make_report
from tests.factories.results import make_counted_round
from tests.factories.surveys import make_response, make_round

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4
PROGRAMME_QUERIES = 6


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


def test_small_groups_of_an_identified_round_are_hidden(page, programme):
    """Those who answered were told that the office alone sees their organisation's answers."""
    survey = make_counted_round({"01": 3}, mode="identified")
    page.sign_in(make_student(programme))
    content = page.get("workspace-file", survey.pk, "csv").response.content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("results.csv").decode()), delimiter=";"))
    why = rows[0].index("miksi piilotettu")
    assert len(rows) > 1
    assert all(row[why] for row in rows[1:])


def test_evaluator_reads_a_planned_programme(page, programme):
    Programme.objects.update(state="planned")
    page.get("evaluation", programme.slug, status=404)
    page.sign_in(make_student(programme))
    page.get("evaluation", programme.slug)
    page.get("lessons", programme.slug)


def test_unfinished_report_may_be_read(page, programme):
    report = make_report(title_fi="Luonnos")
    assert "Luonnos" not in page.get("programme", programme.slug).text
    page.sign_in(make_student(programme))
    links = page.get("workspace-programme", programme.slug).links
    [words] = [words for words in links if words.startswith("Luonnos (")]
    assert links[words] == report.get_absolute_url()


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
