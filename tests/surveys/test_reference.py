"""The questionnaires of the data folder."""

from talkoot.surveys.models import Item, Questionnaire
from talkoot.surveys.reference import load_questionnaires


def test_questionnaires_are_loaded_once_in_three_languages(db, django_assert_num_queries):
    load_questionnaires()
    first = list(Item.objects.values())
    load_questionnaires()
    assert list(Item.objects.values()) == first
    assert set(Questionnaire.objects.values_list("code", "version")) == {
        ("session-feedback", 1),
        ("effectiveness-organisation", 1),
    }
    for item in Item.objects.all():
        assert item.text_fi and item.text_sv and item.text_en


def test_effectiveness_asks_the_five_dimensions(db):
    load_questionnaires()
    items = Item.objects.filter(questionnaire__code="effectiveness-organisation")
    assert items.filter(kind=Item.Kind.EFFECT).count() == 5
    assert items.get(code="same-expert").kind == Item.Kind.YES_NO
    assert not items.get(kind=Item.Kind.TEXT).is_required
