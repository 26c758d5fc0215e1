"""The history of things."""

from talkoot.audit.actions import record
from talkoot.audit.queries import history_of
from tests.factories.people import make_organisation, make_user


def test_history_of_tells_what_was_done_to_these_things_only(db, django_assert_num_queries):
    user, first, other = make_user(), make_organisation(), make_organisation()
    record("people.organisation.renamed", first, by=user)
    record("people.organisation.renamed", other, by=user)
    record("people.user.named", user, by=None)
    with django_assert_num_queries(1):
        history = [(entry.key, entry.actor) for entry in history_of(first, None, user)]
    assert history == [("people.organisation.renamed", user), ("people.user.named", None)]


def test_history_of_nothing_is_empty(db):
    assert list(history_of(None)) == []
