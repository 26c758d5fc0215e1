"""Criteria from version to version, checks that the form must serve, and rounds."""

import datetime

import pytest
from django.utils import timezone, translation

from talkoot.calls.actions import calls as actions
from talkoot.calls.call_changes import version_changes
from talkoot.calls.call_templates import call_templates, criteria_rows
from talkoot.calls.models import Application, Criterion, Intake
from talkoot.calls.row_forms import CriteriaForm
from talkoot.calls.rules import calls as rules
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.surveys.reference import load_questionnaire
from tests.factories.calls import make_application, make_call

DAY = datetime.timedelta(days=1)


def rows_of(call, **changes):
    """The criteria in force as rows; `changes` are of the first one."""
    call.refresh_from_db()
    names = actions.CRITERION_FIELDS
    rows = [
        {"id": row.pk, **{name: getattr(row, name) for name in names}}
        for row in rules.in_force(Criterion.objects.filter(call=call), call.text_version)
    ]
    return [rows[0] | changes, *rows[1:]]


def checks_of(call):
    call.refresh_from_db()
    return [
        row.check_name
        for row in rules.in_force(Criterion.objects.filter(call=call), call.text_version)
    ]


def test_changing_only_the_check_makes_a_version_and_is_told(call, office_user):
    actions.set_criteria(call, rows=rows_of(call, check_name=""), by=office_user)
    assert (checks_of(call), call.text_version) == (["", "cooperation"], 2)
    actions.set_criteria(call, rows=rows_of(call, check_name="need"), by=office_user)
    assert (checks_of(call), call.text_version) == (["need", "cooperation"], 3)
    with translation.override("en"):
        [(_version, differences), *_earlier] = version_changes(call, list(call.versions.all()))
    assert [row.label for row in differences] == ["Who checks it first"]


def test_place_that_moves_nobody_changes_nothing(call, office_user):
    for _time in range(2):
        rows = rows_of(call)
        rows[1]["order"] = 7
        actions.set_criteria(call, rows=rows, by=office_user)
    call.refresh_from_db()
    assert (call.text_version, call.criteria.count()) == (1, 2)


def test_moved_criteria_change_places_in_a_version(call, office_user):
    for _time in range(2):
        actions.set_criteria(call, rows=rows_of(call)[::-1], by=office_user)
    assert checks_of(call) == ["need", "cooperation"]
    assert call.text_version == 3


def test_row_of_a_version_that_was_never_made_goes(call, office_user):
    rows = rows_of(call)
    fields = {name: rows[0][name] for name in actions.CRITERION_FIELDS}
    Criterion.objects.create(call=call, first_version=2, **fields | {"check_name": ""})
    Criterion.objects.filter(pk=rows[0]["id"]).update(last_version=1)
    actions.set_criteria(call, rows=rows_of(call), by=office_user)
    actions.save_call(call, values={"title_fi": "Uusi nimi"}, by=office_user)
    assert (checks_of(call), call.text_version) == (["need", "cooperation"], 2)


# Checks


def test_call_whose_form_does_not_ask_is_not_published(db, office_user):
    call = make_call(published_at=None, checks=["yes-commitment_problem", "need"])
    with translation.override("en"):
        [gap] = rules.publishing_gaps(call, list(call.criteria.all()))
    assert "commitment_problem" in gap
    with pytest.raises(NotAllowed):
        actions.publish_call(call, by=office_user)


def test_public_call_keeps_asking_what_its_criteria_read(call, office_user):
    team = load_questionnaire(read_json("forms/team.json"))
    with pytest.raises(NotAllowed):
        actions.save_call(call, values={"questionnaire": team}, by=office_user)
    with pytest.raises(NotAllowed):
        rows = rows_of(call, check_name="yes-commitment_problem")
        actions.set_criteria(call, rows=rows, by=office_user)
    assert checks_of(call) == ["need", "cooperation"]


def test_missing_question_stays_a_choice_and_is_marked():
    row = Criterion(pk=1, order=1, check_name="yes-gone", text_fi="Ehto")
    with translation.override("en"):
        form = CriteriaForm(rows=CriteriaForm.rows_of([row]))
        field = form["0-check_name"]
        assert field.value() == "yes-gone"
        assert dict(field.field.choices)["yes-gone"].endswith("(the form has no such question)")


def test_office_sees_what_a_public_call_no_longer_asks(call, page, office_user):
    call.criteria.filter(order=1).update(check_name="yes-gone")
    assert "gone" in page.sign_in(office_user).get("office-call", call.slug).text


# Rounds


@pytest.fixture
def rounds(call):
    now = timezone.now()
    return [
        Intake.objects.create(call=call, number=number, closes_at=now + number * 10 * DAY)
        for number in (1, 2)
    ]


def row(intake, **changes):
    return {"id": intake.pk, "closes_at": intake.closes_at, "decides_on": None, **changes}


def test_arrived_application_keeps_its_round_when_an_earlier_one_comes_or_goes(
    call, rounds, office_user
):
    first, second = rounds
    arrived = make_application(state=Application.State.SUBMITTED, intake=second)
    new = {"closes_at": timezone.now() + 5 * DAY, "decides_on": None}
    actions.set_intakes(call, rows=[row(first), row(second), new], by=office_user)
    kept = Application.objects.get(pk=arrived.pk).intake
    assert (kept.pk, kept.number, kept.closes_at) == (second.pk, 3, second.closes_at)
    actions.set_intakes(call, rows=[row(second)], by=office_user)
    kept = Application.objects.get(pk=arrived.pk).intake
    assert (kept.number, kept.closes_at, call.intakes.count()) == (1, second.closes_at, 1)


def test_round_with_arrivals_is_not_removed(call, rounds, office_user):
    make_application(state=Application.State.SUBMITTED, intake=rounds[0])
    with pytest.raises(NotAllowed):
        actions.set_intakes(call, rows=[row(rounds[1])], by=office_user)
    assert call.intakes.count() == 2


def test_round_without_its_key_is_known_by_its_closing(call, rounds, office_user):
    rows = [{"closes_at": one.closes_at, "decides_on": None} for one in rounds]
    actions.set_intakes(call, rows=rows[1:], by=office_user)
    assert [one.pk for one in call.intakes.all()] == [rounds[1].pk]


def test_rounds_page_names_each_round(call, rounds, page, office_user):
    desk = page.sign_in(office_user)
    assert desk.get("office-call-rounds", call.slug).text
    moved = timezone.localtime(rounds[0].closes_at + 30 * DAY)
    values = {"count": "2"}
    for index, (one, at) in enumerate(
        [(rounds[0], moved), (rounds[1], timezone.localtime(rounds[1].closes_at))]
    ):
        values |= {f"{index}-id": one.pk, f"{index}-closes_at": f"{at:%Y-%m-%dT%H:%M}"}
    desk.post("office-call-rounds", values, call.slug, redirects_to=f"/office/calls/{call.slug}/")
    assert [one.pk for one in call.intakes.all()] == [rounds[1].pk, rounds[0].pk]


@pytest.mark.parametrize("code", list(call_templates()))
def test_shipped_call_asks_what_its_criteria_read(code, db):
    template = call_templates()[code]
    forms = [
        read_json(f"forms/{name}.json") for name in ("sparring", "team", "training", "workshop")
    ]
    form = next(row for row in forms if row["code"] == template["questionnaire"])
    checks = [row["check_name"] for row in criteria_rows(template) if row.get("check_name")]
    call = make_call(published_at=None, checks=checks, questionnaire=load_questionnaire(form))
    assert rules.publishing_gaps(call, list(call.criteria.all())) == []
