"""XLSForm in and out by the pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.surveys.models import Questionnaire
from tests.factories.forms import make_form
from tests.surveys.test_xlsform import FOREIGN, LISTS, workbook

FORM = re.compile(r"^/office/forms/\d+/$")


def upload(content: bytes, name: str = "lomake.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_what_is_downloaded_comes_in_as_the_next_version(page, office_user, programme):
    form = make_form("oma", is_published=True)
    page.sign_in(office_user)
    data = page.get("export-form", form.pk).response.content
    body = {"file": upload(data), "programme": programme.pk}
    page.post("import-form", body, redirects_to=FORM)
    draft = Questionnaire.objects.get(code="oma", version=2)
    assert [item.code for item in draft.items.all()] == ["which", "free", "why"]
    assert draft.items.get(code="why").condition_values == ["a"]
    page.post("import-form", {"file": upload(data), "programme": programme.pk}, status=409)


def test_form_of_another_tool_comes_in_with_remarks(page, office_user, programme):
    content = workbook(FOREIGN, LISTS, form_title="Visit").getvalue()
    body = {"file": upload(content), "programme": programme.pk}
    answer = page.sign_in(office_user).post("import-form", body, redirects_to=FORM).follow()
    assert "Visit" in answer.h1
    assert len(answer.page.all("div", class_="ui-notice--warn")) >= 2


@pytest.mark.parametrize(
    ("name", "content", "faults"),
    [
        ("lomake.xlsx", b"PK not really", 1),
        ("lomake.csv", b"type,name", 1),
        (
            "lomake.xlsx",
            workbook(
                [["type", "name", "label"], ["geopoint", "a", "A"], ["x", "b", "B"]]
            ).getvalue(),
            2,
        ),
    ],
    ids=["disguised", "wrong kind", "two bad rows"],
)
def test_bad_file_is_told_and_nothing_is_kept(page, office_user, programme, name, content, faults):
    before = Questionnaire.objects.count()
    body = {"file": upload(content, name), "programme": programme.pk}
    answer = page.sign_in(office_user).post("import-form", body)
    assert len(answer.errors) == faults
    assert Questionnaire.objects.count() == before
