"""The list of forms."""

import pytest

from tests.factories.calls import make_call
from tests.factories.forms import make_form
from tests.factories.programmes import make_offering, make_programme


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number_of_forms(page, office_user, count):
    for _number in range(count):
        make_call(questionnaire=make_form(is_published=True), title_fi="Syksyn haku")
    answer = page.sign_in(office_user).get("office-forms", queries=9)
    assert answer.text.count("Hakulomake") == count
    assert answer.text.count("Syksyn haku") == count


def test_shipped_form_is_there_and_another_offices_is_not(page, office_user, outsider):
    make_form(programme=make_programme(), title_fi="Toisen toimiston")
    form = make_form(title_fi="Tuotteen oma")
    type(form).objects.filter(pk=form.pk).update(programme=None)
    text = page.sign_in(office_user).get("office-forms").text
    assert "Tuotteen oma" in text and "Toisen toimiston" not in text


def test_shipped_form_never_tells_of_another_offices_calls(page, office_user):
    form = make_form(title_fi="Tuotteen oma", is_published=True)
    offering = make_offering(make_programme())
    make_call(questionnaire=form, offering=offering, title_fi="Salainen luonnos")
    assert "Salainen" not in page.sign_in(office_user).get("office-forms").text
    assert "Salainen" not in page.get("office-form", form.pk).text
