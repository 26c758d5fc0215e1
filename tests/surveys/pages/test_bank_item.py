"""The question bank: found, looked at, taken into a form, kept from one, reworded, retired."""

import re

import pytest

from talkoot.surveys.models import BankItem
from tests.factories.forms import make_form
from tests.factories.surveys import make_bank_item

FORM = re.compile(r"^/office/forms/\d+/$")
ITEM = re.compile(r"^/office/forms/bank/\d+/$")
STEPS = [{"code": "2", "fi": "paljon"}, {"code": "1", "fi": "vähän"}]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number_of_questions(page, office_user, count):
    for _number in range(count):
        make_bank_item()
    answer = page.sign_in(office_user).get("office-bank-items", queries=5)
    assert answer.text.count("Oliko hyötyä?") == count


def test_list_is_searched(page, office_user):
    make_bank_item("oma-koodi", text_fi="Mitä opit?")
    make_bank_item("vanha", text_fi="Muistatko?", is_retired=True)
    page.sign_in(office_user)
    assert "Mitä opit?" in page.get("/office/forms/bank/?q=OPIT").text
    assert "Mitä opit?" not in page.get("/office/forms/bank/?q=ei-ole").text
    assert "Muistatko?" not in page.get("office-bank-items").text
    assert "Muistatko?" in page.get("/office/forms/bank/?retired=on").text


@pytest.mark.parametrize("count", [1, 3])
def test_page_tells_versions_and_where_they_are_asked(page, office_user, programme, count):
    first = make_bank_item("oma", programme=programme, kind="matrix", options=STEPS,
                           rows=[{"code": "r", "fi": "Rivi"}])  # fmt: skip
    for _number in range(count):
        make_form().items.filter(code="free").update(bank_item=first)
    newest = make_bank_item("oma", programme=programme, version=2, text_fi="Uusin?")
    answer = page.sign_in(office_user).get("bank-item", first.pk, queries=8)
    assert "Rivi" in answer.text and "paljon" in answer.text and "Uusin?" in answer.text
    assert answer.text.count("Hakulomake (1)") == count
    assert f"/office/forms/bank/{newest.pk}/change/" not in answer.links.values()
    answer = page.get("bank-item", newest.pk)
    assert f"/office/forms/bank/{newest.pk}/change/" in answer.links.values()


def test_question_travels_from_form_to_bank_to_form(page, office_user, programme):
    form, other = make_form(), make_form()
    page.sign_in(office_user)
    edit = f"/office/forms/{form.pk}/items/free/"
    page.post("keep-item", {}, form.pk, "free", redirects_to=edit).follow()
    row = BankItem.objects.get(code="free")
    assert f"/office/forms/bank/{row.pk}/" in page.get(edit).links.values()
    other.items.filter(code="free").delete()
    take = f"/office/forms/{other.pk}/bank/?section=tekijat"
    assert row.text_fi in page.get(take, queries=8).text
    data = {"item": row.pk, "section": "tekijat"}
    page.post("take-bank-item", data, other.pk, redirects_to=FORM)
    item = other.items.get(code="free")
    assert (item.bank_item, item.section.code) == (row, "tekijat")
    assert page.post("take-bank-item", {"item": "x"}, other.pk, status=404)


def test_new_wording_is_a_new_version(page, office_user, programme):
    row = make_bank_item("oma", programme=programme)
    page.sign_in(office_user)
    seen = page.get("change-bank-item", row.pk).page.all("input", name="seen")[0].get("value")
    data = {"text_fi": "Toisin?", "text_sv": "", "text_en": "", "seen": seen}
    page.post("change-bank-item", data, row.pk, redirects_to=ITEM)
    newest = BankItem.objects.get(code="oma", version=2)
    assert newest.text_fi == "Toisin?"
    assert page.post("change-bank-item", {**data, "text_fi": ""}, newest.pk, status=422).errors


def test_retired_and_taken_back(page, office_user, programme):
    row = make_bank_item("oma", programme=programme)
    page.sign_in(office_user)
    page.post("retire-bank-item", {}, row.pk, redirects_to=ITEM)
    row.refresh_from_db()
    assert row.is_retired
    page.post("retire-bank-item", {"back": "1"}, row.pk, redirects_to=ITEM)
    row.refresh_from_db()
    assert not row.is_retired


def test_new_kinds_are_built_by_the_pages_alone(page, office_user):
    form = make_form()
    page.sign_in(office_user)
    section = form.sections.first()
    add = f"/office/forms/{form.pk}/add-item/?section={section.code}&kind="
    common = {"section": section.pk, "publicity": "party", "is_required": "on"}
    options = "a | Eka\nb | Toka"
    matrix = {"text_fi": "Alueet?", "options": options, "rows": "r | Rivi", "has_cannot_say": "on"}
    page.post(f"{add}matrix", {**common, **matrix}, redirects_to=FORM)
    ranking = {"text_fi": "Järjestä", "options": options, "most": "1"}
    page.post(f"{add}ranking", {**common, **ranking}, redirects_to=FORM)
    for kind in ("nps", "school_grade"):
        page.post(f"{add}{kind}", {**common, "text_fi": kind, "code": kind}, redirects_to=FORM)
    item = form.items.get(code="alueet")
    assert item.rows == [{"code": "r", "fi": "Rivi", "sv": "", "en": ""}] and item.has_cannot_say
    assert "Rivi" in page.get("edit-item", form.pk, "alueet").page.source
    preview = page.get("preview-form", form.pk)
    assert "Rivi" in preview.text and "9½" in preview.text
    assert page.post(f"{add}matrix", {**common, "text_fi": "Tyhjä"}, redirects_to=FORM)
    answer = page.get("office-form", form.pk)
    assert "Tyhjä" in " ".join(answer.links)


def test_bank_in_every_language(page, office_user):
    row = make_bank_item()
    page.sign_in(office_user)
    for language in ("sv", "en"):
        answer = page.get(f"/{language}/office/forms/bank/{row.pk}/")
        assert answer.h1 == getattr(row, f"text_{language}")
