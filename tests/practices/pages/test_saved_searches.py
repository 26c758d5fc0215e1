"""The person's saved searches, from the list to the mail and away."""

import pytest

from talkoot.practices.actions.searches import save_search
from talkoot.practices.models import SavedSearch
from tests.factories.people import make_user


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, applicant, count):
    for number in range(count):
        save_search(f"q={number}", name=f"Haku {number}", by=applicant)
    save_search("q=muu", name="Toisen haku", by=make_user())
    answer = page.sign_in(applicant).get("saved-searches", queries=4)
    assert len(answer.page.all("tr")) == count + 1
    assert "Toisen haku" not in answer.text


def test_empty_page_leads_to_the_practices(page, applicant):
    assert page.sign_in(applicant).get("saved-searches").page.all(class_="ui-empty")


def test_search_is_saved_from_the_list_silenced_and_deleted(page, applicant, practice):
    listed = page.sign_in(applicant).get("/practices/?q=vuorot&type=practice&sort=title&page=1")
    link = listed.page.all("a", href="/my/searches/save/?q=vuorot&type=practice")
    assert link
    form = page.get("/my/searches/save/?q=vuorot&type=practice")
    assert form.page.by_id("id_name").get("value") == "vuorot"
    page.post(
        "/my/searches/save/?q=vuorot&type=practice",
        {"name": "Työvuorot", "sends_digest": "on"},
        redirects_to="/my/searches/",
    )
    search = SavedSearch.objects.get()
    assert (search.user, search.query) == (applicant, "q=vuorot&type=practice")
    page.post("switch-search", {}, search.pk, redirects_to="/my/searches/")
    search.refresh_from_db()
    assert not search.sends_digest
    page.post("delete-search", {}, search.pk, redirects_to="/my/searches/")
    assert not SavedSearch.objects.exists()


def test_nameless_search_is_asked_for_a_name(page, applicant):
    page.sign_in(applicant).post("/my/searches/save/?q=a", {"name": ""}, status=422)


def test_nobody_deletes_another_persons_search(page, applicant):
    search = save_search("q=a", name="Oma", by=make_user())
    page.sign_in(applicant).post("delete-search", {}, search.pk, status=404)
    page.post("switch-search", {}, search.pk, status=404)
    assert SavedSearch.objects.get().sends_digest
