"""The office's pages of picked lists."""

import re

import pytest

from talkoot.practices.actions import reindex_all
from talkoot.practices.models import CuratedList
from talkoot.search.analysis import deep_analysis
from tests.factories.practices import make_curated_list, make_practice

NAMES = {"title_fi": "Aloita näistä", "title_sv": "Börja med dessa", "title_en": "Begin here"}


@pytest.fixture
def office(page, office_user):
    return page.sign_in(office_user)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_any_number(office, count):
    for _number in range(count):
        make_curated_list(practices=[make_practice() for _each in range(count)])
    answer = office.get("office-lists", queries=5)
    assert len(answer.page.all("tr")) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number_of_practices(office, count):
    curated = make_curated_list(practices=[make_practice() for _number in range(count)])
    answer = office.get("office-list", curated.pk, queries=6)
    assert len(answer.page.all("tr")) == count + 1


def test_list_is_made_filled_ordered_and_published(office, programme):
    with deep_analysis():
        vuorot, kokoukset = make_practice("Työvuorot yhdessä"), make_practice("Kokoukset lyhyiksi")
        reindex_all()
    office.post(
        "new-list", {**NAMES, "programme": programme.pk}, redirects_to=re.compile("/lists/")
    )
    curated = CuratedList.objects.get()
    found = office.get(f"/office/lists/{curated.pk}/?q=kokous")
    assert f"/office/lists/{curated.pk}/pick/{kokoukset.slug}/" in found.page.source
    here = f"/office/lists/{curated.pk}/"
    for practice in (vuorot, kokoukset):
        office.post("add-to-list", {}, curated.pk, practice.slug, redirects_to=here)
    last = curated.items.get(practice=kokoukset)
    office.post("move-in-list", {"step": "up"}, curated.pk, last.pk, redirects_to=here)
    office.post("publish-list", {}, curated.pk, redirects_to=here)
    office.get("office-lists")  # The messages have been read.
    text = office.get("curated-list", curated.pk).text
    assert text.index(kokoukset.title) < text.index(vuorot.title)
    office.post("remove-from-list", {}, curated.pk, last.pk, redirects_to=here)
    office.post("remove-from-list", {}, curated.pk, last.pk, status=404)
    assert kokoukset.title not in office.get("curated-list", curated.pk).text
    office.post("hide-list", {}, curated.pk, redirects_to=here)
    office.sign_out()
    office.get("curated-list", curated.pk, status=404)


def test_names_are_kept_in_each_language(office):
    curated = make_curated_list()
    assert office.get("edit-list", curated.pk).page.by_id("id_title_sv").get("value") == "Urval"
    office.post("edit-list", {**NAMES, "curator": "Raati"}, curated.pk,
                redirects_to=f"/office/lists/{curated.pk}/")  # fmt: skip
    assert "Begin here" in office.get(f"/en/office/lists/{curated.pk}/").h1
    answer = office.post("edit-list", {**NAMES, "title_fi": ""}, curated.pk, status=422)
    assert len(answer.errors) == 1


def test_withdrawn_practice_is_marked(office):
    curated = make_curated_list(practices=[make_practice(state="withdrawn")])
    answer = office.get("office-list", curated.pk)
    assert answer.page.all(class_="ui-tag--warn")


def test_list_is_deleted_after_a_question(office):
    curated = make_curated_list()
    office.get("delete-list", curated.pk)
    assert CuratedList.objects.exists()
    office.post("delete-list", {}, curated.pk, redirects_to="/office/lists/")
    assert not CuratedList.objects.exists()


def test_other_office_does_not_reach_it(page, other_officer):
    curated = make_curated_list()
    page.sign_in(other_officer)
    for name in ("office-list", "edit-list", "delete-list"):
        page.get(name, curated.pk, status=404)
    assert curated.title_fi not in page.get("office-lists").text
    page.post("publish-list", {}, curated.pk, status=404)


def test_pages_open_in_each_language(office):
    curated = make_curated_list(practices=[make_practice()])
    for prefix in ("", "/sv", "/en"):
        office.get(f"{prefix}/office/lists/")
        office.get(f"{prefix}/office/lists/{curated.pk}/")
