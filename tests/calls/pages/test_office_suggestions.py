"""Themes from the field: the office's list, noting one and deciding on it."""

import pytest
from django.utils import timezone

from talkoot.calls.models import ThemeSuggestion
from tests.factories.calls import make_suggestion
from tests.factories.people import make_officer, make_organisation
from tests.factories.programmes import make_programme

DAY = {"heard_on_day": "1", "heard_on_month": "9", "heard_on_year": "2025"}
THEME = {
    "title": "Kotihoidon työvuorot",
    "grounds": "Kymmenen kuntaa kysyi samaa.",
    "source": "barometer",
    "source_note": "Työolobarometri 2025, s. 12",
    **DAY,
}


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    for _number in range(count):
        make_suggestion(state="launched", call=call)
        make_suggestion(title="Odottava")
    answer = page.sign_in(office_user).get("office-suggestions", queries=7)
    names = [text.strip() for text in answer.links if "Odottava" in text or "Kotihoidon" in text]
    assert names[0] == "Odottava"
    assert call.title in answer.text


def test_themes_are_listed_by_where_they_were_heard(page, office_user, programme):
    make_suggestion(title="Tapahtumasta")
    make_suggestion(title="Barometrista", source="barometer")
    page.sign_in(office_user)
    answer = page.get("/office/calls/themes/?source=barometer")
    assert "Barometrista" in answer.text
    assert "Tapahtumasta" not in answer.text
    assert "Tapahtumasta" in page.get("/office/calls/themes/?source=roskaa").text


def test_theme_is_noted(page, office_user, programme):
    page.sign_in(office_user).get("new-suggestion", queries=6)
    data = {**THEME, "programme": programme.pk}
    page.post("new-suggestion", data, redirects_to="/office/calls/themes/")
    row = ThemeSuggestion.objects.get()
    assert (row.title, row.source, row.added_by) == (THEME["title"], "barometer", office_user)
    assert THEME["source_note"] in page.get("decide-suggestion", row.pk).text


def test_bad_input_is_told_and_the_text_kept(page, office_user, programme):
    tomorrow = {"heard_on_year": str(timezone.localdate().year + 1)}
    data = {**THEME, **tomorrow, "source": "", "programme": programme.pk}
    answer = page.sign_in(office_user).post("new-suggestion", data, status=422)
    assert len(answer.errors) == 2
    assert THEME["grounds"] in answer.content.decode()
    assert not ThemeSuggestion.objects.exists()


def test_theme_is_launched_as_a_call(page, office_user, call):
    row = make_suggestion()
    page.sign_in(office_user)
    assert page.post("decide-suggestion", {"reason": ""}, row.pk, status=422).errors
    data = {"outcome": "launched", "call": call.pk, "reason": "Kysyntää on."}
    page.post("decide-suggestion", data, row.pk, redirects_to="/office/calls/themes/")
    answer = page.get("decide-suggestion", row.pk, queries=5)
    assert "Kysyntää on." in answer.text
    assert call.title in answer.text
    page.post("decide-suggestion", data, row.pk, status=409)
    page.post("reopen-suggestion", {}, row.pk, redirects_to=f"/office/calls/themes/{row.pk}/")


def test_themes_are_the_offices_own(page, office_user, programme):
    other = make_officer(make_organisation())
    make_programme(office=other.memberships.get().organisation)
    row = make_suggestion()
    page.sign_in(other).get("decide-suggestion", row.pk, status=404)
    assert row.title not in page.get("office-suggestions").text
