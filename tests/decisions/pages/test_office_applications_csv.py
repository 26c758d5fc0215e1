"""The queue as a file."""

import csv
import io

from tests.factories.calls import make_application


def rows(answer):
    text = b"".join(answer.response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_csv_has_each_application_with_the_demo_mark(page, office_user, call):
    make_application(state="submitted", title="Oikea", is_demo=False)
    demo = make_application(state="submitted", title="Keksitty", is_demo=True)
    header, *lines = rows(page.sign_in(office_user).get("office-applications-csv"))
    by_title = {line[2]: line for line in lines}
    assert set(by_title) == {"Oikea", "Keksitty"}
    assert by_title["Oikea"][-1] == ""
    assert by_title["Keksitty"][-1] != ""
    assert by_title["Keksitty"][0] == demo.number
    assert by_title["Keksitty"][3] == demo.unit_name
    assert all(len(line) == len(header) for line in lines)


def test_csv_does_not_carry_formulas(page, office_user, call):
    make_application(state="submitted", title="=1+1")
    _header, line = rows(page.sign_in(office_user).get("office-applications-csv"))
    assert line[2] == "'=1+1"


def test_csv_follows_the_filters(page, office_user, call):
    make_application(state="submitted", title="A")
    make_application(state="rejected", title="B")
    answer = page.sign_in(office_user).get("/office/applications.csv?state=rejected")
    assert [line[2] for line in rows(answer)[1:]] == ["B"]


def test_csv_is_for_the_office(page, applicant):
    page.sign_in(applicant).get("office-applications-csv", status=403)
