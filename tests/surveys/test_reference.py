"""The questionnaires of the data folder."""

from talkoot.data import read_json
from talkoot.surveys.building.bank import wording_of
from talkoot.surveys.models import BankItem, Item, Questionnaire
from talkoot.surveys.queries import items_of
from talkoot.surveys.reference import load_questionnaires
from talkoot.surveys.rules import minutes_of
from talkoot.surveys.texts import options_of


def test_questionnaires_are_loaded_once_in_three_languages(db, django_assert_num_queries):
    load_questionnaires()
    first = [*Item.objects.values(), *BankItem.objects.values()]
    load_questionnaires()
    assert [*Item.objects.values(), *BankItem.objects.values()] == first
    assert set(Questionnaire.objects.values_list("code", "version")) == {
        ("session-feedback", 1),
        ("effectiveness-organisation", 1),
        ("session-feedback", 2),
        ("training-feedback", 1),
        ("effectiveness-organisation", 2),
        ("effectiveness-individual", 1),
        ("newsletter-survey", 1),
        ("portal-survey", 1),
        ("support-needs", 1),
        ("programme-pulse", 1),
        ("sparring-application", 1),
        ("training-application", 1),
        ("workshop-application", 1),
        ("team-application", 1),
    }
    for item in Item.objects.all():
        assert item.text_fi and item.text_sv and item.text_en


def test_both_viewpoints_ask_the_same_wordings(db):
    load_questionnaires()
    views = [
        list(Item.objects.filter(questionnaire__code=code, questionnaire__version=version)
             .values_list("code", "bank_item"))
        for code, version in (("effectiveness-organisation", 2), ("effectiveness-individual", 1))
    ]  # fmt: skip
    assert views[0] == views[1]
    items = Item.objects.filter(questionnaire__code="effectiveness-individual")
    effects = items.filter(kind=Item.Kind.EFFECT).values_list("code", flat=True)
    assert list(effects) == ["direction", "start", "progress", "continuity", "success"]
    areas = items.get(code="areas")
    assert len(areas.rows) == 10 and areas.has_cannot_say
    assert items.get(code="same-expert").kind == Item.Kind.YES_NO
    assert not items.filter(kind=Item.Kind.TEXT, is_required=True).exists()


def test_first_versions_ask_what_they_asked(db):
    load_questionnaires()
    items = Item.objects.filter(questionnaire__version=1)
    feedback = items.filter(questionnaire__code="session-feedback")
    codes = ["process-ease", "usefulness", "competence", "overall", "open"]
    assert list(feedback.values_list("code", flat=True)) == codes
    effects = items.filter(questionnaire__code="effectiveness-organisation")
    assert effects.get(code="direction").text_fi.startswith("Miten saamanne tuki")


def test_each_shipped_survey_follows_the_bank(db):
    load_questionnaires()
    surveys = Item.objects.exclude(questionnaire__purpose="application")
    for item in surveys.select_related("bank_item"):
        assert item.bank_item and wording_of(item) == wording_of(item.bank_item)
    used = set(surveys.values_list("bank_item__code", "bank_item__version"))
    assert used == {(row["code"], row["version"]) for row in read_json("question_bank.json")}
    for row in BankItem.objects.all():
        assert row.text_fi and row.text_sv and row.text_en
        for option in [*row.options, *row.rows]:
            assert option["fi"] and option["sv"] and option["en"]


def test_surveys_take_a_few_minutes(db):
    load_questionnaires()
    for form in Questionnaire.objects.exclude(purpose="application"):
        assert 1 <= minutes_of(form) <= 12


def test_forms_have_sections_and_conditions_that_refer_to_earlier_questions(db):
    load_questionnaires()
    for form in Questionnaire.objects.filter(purpose="application"):
        items = items_of(form.pk)
        codes = [item.code for item in items]
        assert {"title", "need", "goals", "organisation"} <= set(codes)
        for item in items:
            assert item.section is not None
            if item.condition_item:
                assert codes.index(item.condition_item) < codes.index(item.code)
                above = items[codes.index(item.condition_item)]
                assert set(item.condition_values) <= {value for value, _text in options_of(above)}
        assert 5 <= minutes_of(form) <= 30
