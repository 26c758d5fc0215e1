"""The lists of service areas and themes."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.practices.actions import classes, reindex_all
from talkoot.programmes.models import Theme
from talkoot.search.analysis import deep_analysis
from talkoot.search.queries import find
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme


@pytest.fixture
def office(page, office_user):
    return page.sign_in(office_user)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_any_length(office, count):
    for _number in range(count):
        make_sector()
        make_theme("practice")
    office.get("classes", queries=6)


def test_theme_is_added_under_a_code_of_its_own(office):
    values = {"name_fi": "Työn ilo", "name_sv": "", "name_en": "", "order": "3"}
    for _time in range(2):
        office.post("new-class", values, "practice", redirects_to="/office/classes/")
    assert set(Theme.objects.values_list("use", "code")) == {
        ("practice", "tyon-ilo"),
        ("practice", "tyon-ilo-2"),
    }
    assert len(office.post("new-class", {**values, "order": "0"}, "need", status=422).errors) == 1


def test_changed_name_is_found_at_once_and_the_change_is_told(office, office_user):
    theme = make_theme("practice", name_fi="Palaverit")
    practice = make_practice("Teko")
    practice.themes.add(theme)
    with deep_analysis():
        reindex_all()
        values = {"name_fi": "Kokouskäytännöt", "name_sv": "Möten", "name_en": "", "order": "1"}
        address = ("practice", theme.pk)
        office.post("edit-class", values, *address, redirects_to="/office/classes/")
    assert practice.pk in find("practice", "kokouskäytännöt").ids
    entry = LogEntry.objects.get(key="practices.class.saved")
    assert (entry.before["name_fi"], entry.after["name_fi"]) == ("Palaverit", "Kokouskäytännöt")
    assert office_user.name in office.get("edit-class", *address).text
    office.get("edit-class", "need", theme.pk, status=404)


def test_very_many_are_left_for_the_index_to_be_built_anew(office_user, monkeypatch):
    monkeypatch.setattr(classes, "INDEXED_AT_ONCE", 1)
    sector = make_sector()
    for _number in range(3):
        make_practice(sector=sector)
    values = {"name_fi": "Uusi", "name_sv": "", "name_en": "", "order": 1}
    assert classes.change_class(sector, values=values, by=office_user) == 2
    assert classes.change_class(sector, values=values, by=office_user) == 0
