"""The office's picked lists: order, publishing, and who may know of what."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.outreach.queries import publications
from talkoot.practices.actions import lists as actions
from talkoot.practices.models import CuratedList, Practice
from talkoot.practices.queries.lists import practices_to_pick, public_lists
from talkoot.practices.rules import lists as rules
from tests.factories.practices import make_curated_list, make_practice
from tests.figures import count

pytestmark = pytest.mark.django_db
NAMES = {"title_fi": "Aloita näistä", "title_sv": "", "title_en": "", "curator": "Toimisto"}


@pytest.fixture
def curated(programme, office_user):
    return actions.make_list(programme, names=NAMES, by=office_user)


def titles(curated):
    return list(curated.items.values_list("practice__title", flat=True))


def orders(curated):
    return list(curated.items.values_list("order", flat=True))


def filled(curated, user, *names):
    return [actions.add_to_list(curated, make_practice(name), by=user) for name in names]


def test_new_list_is_the_last_and_nobody_else_knows_of_it(programme, office_user, curated):
    second = actions.make_list(programme, names=NAMES, by=office_user)
    assert (curated.order, second.order) == (1, 2) and second.published_on is None
    actions.add_to_list(second, make_practice(), by=office_user)
    assert not public_lists().exists()
    assert not publications(programme)["curated_lists"]
    assert count("curated-lists").value == 0


def test_list_of_a_source_is_known_without_a_day(programme, curated):
    CuratedList.objects.update(source="Loppujulkaisu")
    assert list(publications(programme)["curated_lists"]) == [curated]
    assert not public_lists().exists()


def test_practices_move_and_the_ends_stay(curated, office_user):
    first, second, third = filled(curated, office_user, "A", "B", "C")
    actions.move_in_list(third, step=-1, by=office_user)
    assert titles(curated) == ["A", "C", "B"]
    actions.move_in_list(first, step=-1, by=office_user)
    actions.move_in_list(second, step=1, by=office_user)
    assert titles(curated) == ["A", "C", "B"] and orders(curated) == [1, 2, 3]
    assert LogEntry.objects.filter(key="practices.curated_list.ordered").count() == 1


def test_equal_orders_of_old_rows_are_put_right_by_the_first_move(curated, office_user):
    rows = filled(curated, office_user, "A", "B", "C")
    curated.items.update(order=1)
    actions.move_in_list(rows[0], step=1, by=office_user)
    assert titles(curated) == ["B", "A", "C"] and orders(curated) == [1, 2, 3]


def test_lists_move_within_their_programme(programme, office_user, curated):
    second = actions.make_list(programme, names=NAMES, by=office_user)
    actions.move_list(second, step=-1, by=office_user)
    assert list(programme.curated_lists.order_by("order")) == [second, curated]


def test_practice_is_picked_once_and_only_when_public(curated, office_user):
    practice = make_practice()
    actions.add_to_list(curated, practice, by=office_user)
    for refused in (practice, make_practice(state="draft"), make_practice(state="withdrawn")):
        with pytest.raises(NotAllowed):
            actions.add_to_list(curated, refused, by=office_user)
    assert curated.items.count() == 1


def test_list_has_an_end(curated, office_user, monkeypatch):
    monkeypatch.setattr(rules, "MOST_ITEMS", 1)
    filled(curated, office_user, "A")
    with pytest.raises(NotAllowed):
        filled(curated, office_user, "B")


def test_removed_practice_is_off_and_a_second_press_changes_nothing(curated, office_user):
    item, _other = filled(curated, office_user, "A", "B")
    for _press in range(2):
        actions.remove_from_list(item, by=office_user)
    actions.move_in_list(item, step=1, by=office_user)
    assert titles(curated) == ["B"] and Practice.objects.count() == 2
    assert LogEntry.objects.filter(key="practices.curated_list.removed_from").count() == 1


def test_list_is_published_with_something_public_on_it(curated, office_user):
    with pytest.raises(NotAllowed):
        actions.publish_list(curated, by=office_user)
    [item] = filled(curated, office_user, "A")
    Practice.objects.filter(pk=item.practice_id).update(state="withdrawn")
    with pytest.raises(NotAllowed):
        actions.publish_list(curated, by=office_user)
    filled(curated, office_user, "B")
    curated = actions.publish_list(curated, by=office_user)
    assert curated.published_on == timezone.localdate()
    assert [(row.pk, row.item_count) for row in public_lists()] == [(curated.pk, 1)]
    with pytest.raises(NotAllowed):
        actions.publish_list(curated, by=office_user)


def test_hidden_list_keeps_its_practices(curated, office_user):
    filled(curated, office_user, "A")
    actions.publish_list(curated, by=office_user)
    curated = actions.hide_list(curated, by=office_user)
    assert not public_lists().exists() and titles(curated) == ["A"]
    with pytest.raises(NotAllowed):
        actions.hide_list(curated, by=office_user)


def test_public_and_sourced_lists_are_not_deleted(curated, office_user):
    public = make_curated_list(published_on=datetime.date(2025, 1, 1))
    sourced = make_curated_list(source="Loppujulkaisu")
    for kept in (public, sourced):
        with pytest.raises(NotAllowed):
            actions.delete_list(kept, by=office_user)
    actions.delete_list(curated, by=office_user)
    assert set(CuratedList.objects.all()) == {public, sourced}


def test_names_are_changed_with_the_old_ones_in_the_log(curated, office_user):
    actions.name_list(curated, names={**NAMES, "title_fi": "Uusi nimi"}, by=office_user)
    entry = LogEntry.objects.get(key="practices.curated_list.named")
    assert (entry.before["title_fi"], entry.after["title_fi"]) == ("Aloita näistä", "Uusi nimi")


def test_practice_is_found_by_its_address_but_not_twice(curated, office_user):
    practice = make_practice("Työvuorot yhdessä")
    address = f"https://esimerkki.fi/practices/{practice.slug}/"
    assert practices_to_pick(curated, address) == [practice]
    actions.add_to_list(curated, practice, by=office_user)
    assert practices_to_pick(curated, address) == []
