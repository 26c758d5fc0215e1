"""The office's page of remedies and numbers."""

import pytest

from talkoot.decisions.rules.terms import terms_mark
from tests.factories.people import make_officer, make_organisation
from tests.factories.programmes import make_programme

TO = "/office/decision-terms/"


def filled(programme, **values):
    return {
        "remedy_regime": programme.remedy_regime,
        "number_prefix": programme.number_prefix,
        "task_class": programme.task_class,
        "case_pattern": programme.case_pattern,
        "decision_pattern": programme.decision_pattern,
        "seen": terms_mark(programme),
        **values,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_page_shows_each_programme_with_its_next_numbers(page, programme, office_user, count):
    for _number in range(count - 1):
        make_programme(office=programme.office)
    answer = page.sign_in(office_user).get("decision-terms", queries=7)
    assert answer.content.decode().count('class="ui-panel"') == count
    assert f"{programme.number_prefix}/1/" in answer.text


def test_change_is_previewed_with_an_example_and_saved(page, programme, office_user):
    page.sign_in(office_user)
    page.get("change-decision-terms", programme.slug, queries=5)
    words = filled(programme, remedy_regime="state", case_pattern="{prefix}-{year}-{number:04}")
    shown = page.post("change-decision-terms", words, programme.slug, status=200)
    assert "-0001" in shown.text
    programme.refresh_from_db()
    assert programme.remedy_regime != "state"
    page.post("change-decision-terms", {**words, "step": "save"}, programme.slug, redirects_to=TO)
    programme.refresh_from_db()
    assert programme.remedy_regime == "state"
    assert programme.case_pattern == "{prefix}-{year}-{number:04}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("case_pattern", "{prefix}/{number}"),
        ("case_pattern", "{prefix}/{number/{year}"),
        ("decision_pattern", "{prefix}/{kuukausi}/{number}/{year}"),
        ("decision_pattern", "{task_class}/{number}/{year}"),
        ("case_pattern", ""),
        ("number_prefix", "T K"),
        ("task_class", "tehtävä"),
        ("remedy_regime", "kirkko"),
    ],
)
def test_bad_pattern_gets_a_sentence_at_its_field(page, programme, office_user, field, value):
    page.sign_in(office_user)
    words = filled(programme, **{field: value}, step="save")
    answer = page.post("change-decision-terms", words, programme.slug, status=422)
    assert len(answer.errors) == 1
    programme.refresh_from_db()
    assert getattr(programme, field) != value or value == programme.task_class


def test_prefix_of_another_programme_is_refused(page, programme, office_user):
    other = make_programme()
    words = filled(programme, number_prefix=other.number_prefix.lower())
    page.sign_in(office_user)
    assert page.post("change-decision-terms", words, programme.slug, status=422).errors


def test_officer_sees_and_does_not_change(page, programme):
    page.sign_in(make_officer(programme.office))
    assert f"{TO}{programme.slug}/" not in page.get("decision-terms").links.values()
    page.get("change-decision-terms", programme.slug, status=403)


def test_other_office_finds_nothing(page, programme):
    page.sign_in(make_officer(make_organisation("Toinen toimisto"), may_sign=True))
    page.get("change-decision-terms", programme.slug, status=404)
    assert programme.name not in page.get("decision-terms").text
