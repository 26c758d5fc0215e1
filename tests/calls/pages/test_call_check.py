"""The self-check before writing."""

import pytest

from talkoot.calls.models import Application


@pytest.fixture
def asking(call):
    """A call with a question whose yes passes and one whose no does."""
    first, second = call.criteria.all()
    first.question_fi, first.advice_fi = "Onko henkilöstö mukana?", "Pyydä henkilöstö mukaan."
    first.save()
    second.question_fi, second.expected = "Onko työ jo tilattu?", False
    second.save()
    return call


def test_check_asks_and_stores_nothing(page, asking):
    answer = page.get("call-check", asking.slug, queries=2)
    assert "Onko henkilöstö mukana?" in answer.text
    assert "ei tallenneta" in answer.text


def test_no_tells_the_reason_and_what_would_change_it(page, asking):
    first, second = asking.criteria.all()
    url = f"/calls/{asking.slug}/check/?q{first.pk}=no&q{second.pk}=no"
    answer = page.get(url)
    for words in ("Ei, näin ette voi", "Ehto 1", "Pyydä henkilöstö mukaan."):
        assert words in answer.text
    assert "Ehto 2" not in answer.text


def test_yes_leads_to_apply(page, asking):
    first, second = asking.criteria.all()
    answer = page.get(f"/calls/{asking.slug}/check/?q{first.pk}=yes&q{second.pk}=no")
    assert answer.links["Jatka hakemaan"] == f"/calls/{asking.slug}/#apply"
    assert not Application.objects.exists()


def test_half_answered_says_so(page, asking):
    first, _second = asking.criteria.all()
    answer = page.get(f"/calls/{asking.slug}/check/?q{first.pk}=yes")
    assert "Tähän asti hyvä" in answer.text


def test_check_is_in_the_reader_s_language(page, asking):
    asking.criteria.update(question_sv="Deltar personalen?")
    assert "Deltar personalen?" in page.get(f"/sv/calls/{asking.slug}/check/").text
