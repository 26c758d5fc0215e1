"""The queue as a workbook."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.calls import make_application


def rows(answer):
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )


def test_workbook_follows_the_filters_and_carries_no_formulas(page, office_user, call):
    make_application(state="submitted", title="=1+1")
    make_application(state="rejected", title="Muu")
    answer = page.sign_in(office_user).get("/office/applications.xlsx?state=submitted")
    header, line = rows(answer)
    assert len(header) == len(line)
    assert line[2].endswith("=1+1")


def test_workbook_is_for_the_office(page, applicant):
    page.sign_in(applicant).get("office-applications-xlsx", status=403)


@pytest.mark.parametrize("count", [1, 3])
def test_workbook_makes_the_same_queries_however_long(page, office_user, call, count):
    for _number in range(count):
        make_application(state="submitted")
    page.sign_in(office_user).get("office-applications-xlsx", queries=9)
