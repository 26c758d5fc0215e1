"""Results as a page and as files."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from talkoot.assessments.models import Score
from talkoot.calls.models import Application
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_disqualification,
    make_phase,
    make_yardstick,
)
from tests.factories.calls import make_application


def fill(call, count, **fields):
    phase = make_phase(call)
    assessors = [make_assessor(call) for _n in range(2)]
    for _number in range(count):
        application = make_application(call=call, state="submitted", **fields)
        for points, assessor in zip((5, 2), assessors, strict=True):
            make_assignment(phase, application=application, assessor=assessor, points=points)
    return phase


@pytest.mark.parametrize("count", [1, 3])
def test_page_has_a_fixed_number_of_queries(page, call, office_user, count):
    phase = fill(call, count)
    answer = page.sign_in(office_user).get("office-results", call.slug, phase.order, queries=8)
    assert "70,0" in answer.text
    assert "60,0" in answer.text


def test_the_case_page_has_the_mean_and_a_link(page, call, office_user):
    phase = fill(call, 1)
    case = phase.assignments.first().application
    answer = page.sign_in(office_user).get("office-application", case.ref)
    assert "70,0" in answer.text
    assert f"/office/calls/{call.slug}/assessment/1/results/" in answer.links.values()


def test_cells_are_no_formulas(page, call, office_user):
    phase = fill(call, 1, title='=HYPERLINK("http://paha.fi")')
    page.sign_in(office_user)
    answer = page.get("office-results-csv", call.slug, phase.order)
    text = b"".join(answer.response.streaming_content).decode()
    assert "'=HYPERLINK" in text
    content = page.get("office-results-xlsx", call.slug, phase.order).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == '\'=HYPERLINK("http://paha.fi")'
    assert rows[1][6:9] == [70, 60, 30]


@pytest.mark.parametrize("count", [1, 4])
def test_the_office_reads_each_assessors_points_reasons_and_comment(page, call, office_user, count):
    phase = make_phase(call, is_blind=True)
    make_yardstick(phase, is_pass_fail=True)
    case = make_application(call=call, state="submitted")
    for number in range(count):
        row = make_assignment(phase, application=case, points=4, comment=f"Huomio {number}.")
        row.scores.update(reason=f"Perustelu {number}.")
        failed = phase.yardsticks.get(is_pass_fail=True)
        Score.objects.create(assignment=row, yardstick=failed, is_passed=False, reason="Ei täyty.")
    make_assignment(phase, application=case, state="recused", comment="Salassa pysyvä.")
    Application.objects.update(state="approved")
    place = (call.slug, phase.order, case.ref)
    answer = page.sign_in(office_user).get("office-assignment", *place, queries=8)
    for number in range(count):
        assert f"Perustelu {number}." in answer.text
        assert f"Huomio {number}." in answer.text
    assert answer.text.count("4 / 5") == answer.text.count("80,0") == count
    assert answer.text.count("Ei täyty.") == count
    assert "Salassa pysyvä" not in answer.text
    where = reverse("office-assignment", args=place)
    for origin in (("office-results", *place[:2]), ("office-application", case.ref)):
        assert where in page.get(*origin).links.values()


def test_a_disqualified_officer_reads_no_reasons(page, call, office_user):
    phase = fill(call, 1)
    case = phase.assignments.first().application
    make_disqualification(case, user=office_user)
    page.sign_in(office_user).get("office-assignment", call.slug, 1, case.ref, status=404)
