"""The preview checks answers as the applicant's pages do, and keeps nothing."""

import pytest

from tests.factories.forms import make_form


@pytest.mark.parametrize(("language", "text"), [("", "Eka"), ("/sv", "Första"), ("/en", "First")])
def test_preview_in_each_language(page, office_user, language, text):
    form = make_form()
    answer = page.sign_in(office_user).get(f"{language}/office/forms/{form.pk}/preview/", queries=7)
    assert text in answer.text


def test_answers_are_checked_by_the_conditions(page, office_user):
    form = make_form()
    page.sign_in(office_user)
    assert len(page.post("preview-form", {"which": "a", "free": "x"}, form.pk).errors) == 1
    assert page.post("preview-form", {"which": "b", "free": "x"}, form.pk).errors == []
