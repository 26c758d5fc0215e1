"""A form's page, and the way of a form from empty to published, by its pages alone."""

import re

import pytest

from talkoot.surveys.actions import forms as actions
from talkoot.surveys.models import Questionnaire
from tests.factories.forms import make_form
from tests.factories.surveys import make_item

FORM = re.compile(r"^/office/forms/\d+/$")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number_of_questions(page, office_user, count):
    form = make_form()
    for _number in range(count):
        make_item(form, section=form.sections.last())
    answer = page.sign_in(office_user).get("office-form", form.pk, queries=9)
    assert "Kysymys 1" in answer.links and "Julkaise" in answer.text


def test_faults_lead_to_their_questions_and_forbid_publishing(page, office_user):
    form = make_form()
    form.items.filter(code="which").update(options=[])
    answer = page.sign_in(office_user).get("office-form", form.pk)
    fault = next(
        text for text in answer.links if text.startswith("“Kysymys 1”") or "Kysymys 1”" in text
    )
    assert answer.links[fault] == f"/office/forms/{form.pk}/items/which/"
    assert f"/office/forms/{form.pk}/publish/" not in answer.links.values()
    page.post("publish-form", {}, form.pk, status=422)


def test_published_form_offers_a_new_version_and_no_change(page, office_user):
    form = make_form(is_published=True)
    answer = page.sign_in(office_user).get("office-form", form.pk)
    assert f"/office/forms/{form.pk}/items/which/" not in answer.links.values()
    draft = page.post("start-form-version", {}, form.pk, redirects_to=FORM).follow()
    assert "2" in draft.text and form.is_published


def test_from_empty_to_published(page, office_user, programme):
    """New form, section, questions of four kinds, condition, order, preview, publish."""
    page.sign_in(office_user)
    new = page.get("new-form").page
    assert new.all("input", name="programme", type="hidden")
    data = {"purpose": "application", "title_fi": "Uusi haku", "programme": programme.pk}
    page.post("new-form", data, redirects_to=FORM)
    form = Questionnaire.objects.get(title_fi="Uusi haku")
    page.post("add-section", {"title_fi": "Tarve"}, form.pk, redirects_to=FORM)
    section = form.sections.get()
    add = f"/office/forms/{form.pk}/add-item/?section={section.code}&kind="
    common = {"section": section.pk, "publicity": "party", "is_required": "on"}
    options = "a | Eka | Första | First\nToka"
    page.post(f"{add}one", {**common, "text_fi": "Kumpi?", "options": options}, redirects_to=FORM)
    text = {**common, "text_fi": "Miksi?", "max_length": "300"}
    page.post(f"{add}text", text, redirects_to=FORM)
    scale = {**common, "text_fi": "Kuinka paljon?", "least": "1", "most": "5"}
    page.post(f"{add}scale", scale, redirects_to=FORM)
    page.post(f"{add}money", {**common, "text_fi": "Hinta", "least": "0,5"}, redirects_to=FORM)
    condition = f"/office/forms/{form.pk}/items/miksi/condition/?on=kumpi"
    assert "Eka" in page.get(condition).text
    page.post(condition, {"values": ["a"]}, redirects_to=FORM)
    page.post("move-item", {"step": "up"}, form.pk, "hinta", redirects_to=re.compile("#item-hinta"))
    assert "Miksi?" in page.get("preview-form", form.pk).text
    page.post("publish-form", {}, form.pk, redirects_to=FORM)
    form.refresh_from_db()
    assert form.is_published
    items = [(item.code, item.kind, item.condition_item) for item in form.items.all()]
    assert items == [
        ("kumpi", "one", ""),
        ("miksi", "text", "kumpi"),
        ("hinta", "money", ""),
        ("kuinka-paljon", "scale", ""),
    ]
    assert form.items.get(code="kumpi").options[1] == {
        "code": "toka", "fi": "Toka", "sv": "", "en": ""
    }  # fmt: skip


def test_page_in_every_language(page, office_user):
    form = make_form()
    for language in ("sv", "en"):
        answer = page.sign_in(office_user).get(f"/{language}/office/forms/{form.pk}/")
        assert answer.h1 == getattr(form, f"title_{language}")


def test_two_officers_never_write_over_each_other(page, office_user, officer):
    form = make_form()
    item = form.items.get(code="free")
    address = f"/office/forms/{form.pk}/items/free/"
    seen = page.sign_in(office_user).get(address).page.all("input", name="seen")[0].get("value")
    values = {"section": item.section, "code": "free", "kind": item.kind, "max_length": 100}
    actions.save_item(form, item, by=officer, text_fi="Toisen teksti", **values)
    data = {
        "text_fi": "Oma teksti", "max_length": "100", "code": "free", "publicity": "party",
        "section": item.section.pk, "seen": seen,
    }  # fmt: skip
    answer = page.post(address, data, status=422)
    assert len(answer.errors) == 1 and "Oma teksti" in answer.page.source
    assert form.items.get(code="free").text_fi == "Toisen teksti"
    seen = answer.page.all("input", name="seen")[0].get("value")
    page.post(address, {**data, "seen": seen}, redirects_to=FORM)
    assert form.items.get(code="free").text_fi == "Oma teksti"


@pytest.mark.parametrize("options", ["a | Eka\na | Toka", "Ä Ö | Eka", "a | ", "a | b | c | d | e"])
def test_bad_option_row_is_told(page, office_user, options):
    form = make_form()
    data = {"text_fi": "Kumpi?", "publicity": "party", "section": form.sections.first().pk}
    address = f"/office/forms/{form.pk}/add-item/?kind=one"
    assert page.sign_in(office_user).post(address, {**data, "options": options}).errors
    assert form.items.count() == 3
