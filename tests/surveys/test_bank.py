"""The item bank: what is kept, taken, reworded and retired, and what a question follows."""

import io

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.surveys.actions import bank, forms
from talkoot.surveys.building.bank import matching, newest, office_bank, wording_of
from talkoot.surveys.building.lint import faults_of
from talkoot.surveys.building.outline import outline_of
from talkoot.surveys.models import BankItem, Item
from talkoot.surveys.xlsform.read import read_xlsform
from talkoot.surveys.xlsform.write import write_xlsform
from tests.factories.forms import make_form
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_bank_item


def item_fields(item: Item, **changed: object) -> dict[str, object]:
    return {"section": item.section, "code": item.code, **wording_of(item), **changed}


@pytest.fixture
def form(db):
    return make_form()


@pytest.fixture
def item(form):
    return form.items.get(code="free")


def test_question_is_kept_and_kept_again_without_a_new_version(form, item, office_user):
    row = bank.keep_item(form, item, by=office_user)
    assert (row.code, row.version, row.programme) == ("free", 1, form.programme)
    assert wording_of(row) == wording_of(item)
    item.refresh_from_db()
    assert item.bank_item == row
    assert bank.keep_item(form, item, by=office_user) == row


def test_another_wording_under_the_code_is_the_next_version(form, item, office_user):
    first = bank.keep_item(form, item, by=office_user)
    item.refresh_from_db()
    forms.save_item(form, item, by=office_user, **item_fields(item, text_fi="Toisin"))
    item.refresh_from_db()
    assert item.bank_item is None
    second = bank.keep_item(form, item, by=office_user)
    assert (second.code, second.version) == (first.code, 2)
    first.refresh_from_db()
    assert first.text_fi != "Toisin"


def test_change_that_is_no_wording_keeps_the_link(form, item, office_user):
    row = bank.keep_item(form, item, by=office_user)
    item.refresh_from_db()
    forms.save_item(form, item, by=office_user, **item_fields(item, code="uusi", is_required=False))
    item.refresh_from_db()
    assert (item.code, item.bank_item) == ("uusi", row)


def test_code_of_a_shipped_wording_is_not_taken_for_another(form, item, office_user):
    shipped = make_bank_item("free")
    with pytest.raises(NotAllowed):
        bank.keep_item(form, item, by=office_user)
    BankItem.objects.filter(pk=shipped.pk).update(**wording_of(item))
    assert bank.keep_item(form, item, by=office_user) == shipped


def test_question_is_taken_with_all_its_wording(form, office_user):
    row = make_bank_item(
        "alueet", kind="matrix", options=[{"code": "1", "fi": "a"}, {"code": "2", "fi": "b"}],
        rows=[{"code": "r", "fi": "rivi"}], has_cannot_say=True,
    )  # fmt: skip
    section = form.sections.last()
    item = bank.take_item(form, row, section=section, by=office_user)
    assert wording_of(item) == wording_of(row)
    assert (item.code, item.section, item.bank_item) == ("alueet", section, row)
    with pytest.raises(NotAllowed):  # The form has the code now.
        bank.take_item(form, row, section=section, by=office_user)


def test_what_cannot_be_taken(form, office_user):
    retired = make_bank_item(is_retired=True)
    anothers = make_bank_item(programme=make_programme())
    for row in (retired, anothers):
        with pytest.raises(NotAllowed):
            bank.take_item(form, row, section=None, by=office_user)
    published = make_form(is_published=True)
    with pytest.raises(NotAllowed):
        bank.take_item(published, make_bank_item(), section=None, by=office_user)
    with pytest.raises(NotAllowed):
        bank.keep_item(published, published.items.first(), by=office_user)


def test_published_form_and_its_copies_keep_what_they_follow(form, item, office_user):
    row = bank.keep_item(form, item, by=office_user)
    forms.publish_form(form, by=office_user)
    form.refresh_from_db()
    draft = forms.start_version(form, by=office_user)
    assert bank.reword(row, by=office_user, text_fi="Uusi sanamuoto").version == 2
    for version in (form, draft):
        assert version.items.get(code="free").bank_item == row
    sentences = [fault.item for fault in faults_of(outline_of(draft)) if fault.is_warning]
    assert "free" in sentences
    assert "free" not in [fault.item for fault in faults_of(outline_of(form))]


def test_rewording_makes_a_version_only_of_a_change(programme, office_user):
    row = make_bank_item("oma", programme=programme)
    assert bank.reword(row, by=office_user, text_fi=row.text_fi) == row
    second = bank.reword(row, by=office_user, text_fi="Toisin")
    assert (second.version, second.text_sv) == (2, row.text_sv)
    with pytest.raises(NotAllowed):  # Not the newest any more.
        bank.reword(row, by=office_user, text_fi="Kolmas")
    with pytest.raises(NotAllowed):
        bank.reword(make_bank_item(), by=office_user, text_fi="Toimitettu")


def test_retired_wording_is_not_offered_until_it_is_taken_back(programme, office_user):
    row = make_bank_item("oma", programme=programme)
    make_bank_item("oma", programme=programme, version=2)
    shown = lambda **which: [r.version for r in office_bank(office_user, **which)]  # noqa: E731
    assert shown() == [2]
    bank.retire(row, is_retired=True, by=office_user)
    assert shown() == [] and shown(with_retired=True) == [2]
    bank.retire(row, is_retired=False, by=office_user)
    assert shown() == [2]
    with pytest.raises(NotAllowed):
        bank.retire(make_bank_item(), is_retired=True, by=office_user)


def test_newest_is_of_each_owner(programme):
    own = make_bank_item("sama", programme=programme)
    shipped = [make_bank_item("sama", version=version) for version in (1, 2)]
    assert list(newest(BankItem.objects.all())) == [shipped[1], own]


def test_words_are_looked_for_in_every_language(db):
    row = make_bank_item(text_fi="Äänestitkö?", options=[{"code": "a", "fi": "Öljy"}])
    for words in ("ääneSTIT", "useful", "nytta useful", "öl", ""):
        assert matching([row], words) == [row]
    assert matching([row], "useful turha") == []


def test_imported_question_follows_the_bank_it_equals(form, item, office_user):
    row = bank.keep_item(form, item, by=office_user)
    content = read_xlsform(io.BytesIO(write_xlsform(outline_of(form))))
    content.questionnaire["code"] = "toinen"
    copy = forms.import_form(content, form.programme, by=office_user)
    assert copy.items.get(code="free").bank_item == row
    assert copy.items.get(code="which").bank_item is None
