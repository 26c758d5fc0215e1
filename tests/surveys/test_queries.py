"""What rounds ask is read once."""

import pytest

from talkoot.surveys.queries import items_of
from tests.factories.surveys import (
    make_item,
    make_questionnaire,
)


@pytest.mark.django_db(transaction=True)
def test_published_questions_are_read_once(django_assert_num_queries):
    form = make_questionnaire()
    with django_assert_num_queries(2):  # The items, and whether the form has been published.
        read = items_of(form.pk)
    read.clear()  # The list is the caller's own.
    with django_assert_num_queries(0):
        assert [item.code for item in items_of(form.pk)] == ["grade", "effect", "yes-no", "text"]


@pytest.mark.django_db(transaction=True)
def test_questions_of_a_draft_are_never_remembered():
    form = make_questionnaire(is_published=False)
    before = len(items_of(form.pk))
    make_item(form)
    assert len(items_of(form.pk)) == before + 1


def test_questions_read_in_a_transaction_are_not_remembered(db):
    form = make_questionnaire()  # It may still be undone.
    before = len(items_of(form.pk))
    make_item(form)
    assert len(items_of(form.pk)) == before + 1
