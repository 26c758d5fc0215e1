"""The questionnaires of the data folder."""

from talkoot.surveys.models import Item, Questionnaire
from talkoot.surveys.queries import items_of
from talkoot.surveys.reference import load_questionnaires
from talkoot.surveys.rules import minutes_of
from talkoot.surveys.texts import options_of


def test_questionnaires_are_loaded_once_in_three_languages(db, django_assert_num_queries):
    load_questionnaires()
    first = list(Item.objects.values())
    load_questionnaires()
    assert list(Item.objects.values()) == first
    assert set(Questionnaire.objects.values_list("code", "version")) == {
        ("session-feedback", 1),
        ("effectiveness-organisation", 1),
        ("sparring-application", 1),
        ("training-application", 1),
        ("workshop-application", 1),
        ("team-application", 1),
    }
    for item in Item.objects.all():
        assert item.text_fi and item.text_sv and item.text_en


def test_effectiveness_asks_the_five_dimensions(db):
    load_questionnaires()
    items = Item.objects.filter(questionnaire__code="effectiveness-organisation")
    assert items.filter(kind=Item.Kind.EFFECT).count() == 5
    assert items.get(code="same-expert").kind == Item.Kind.YES_NO
    assert not items.get(kind=Item.Kind.TEXT).is_required


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
