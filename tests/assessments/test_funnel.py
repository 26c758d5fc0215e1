"""Who goes on from a phase, with the reason of each, and who no longer does anything there."""

import datetime
import re
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from talkoot.assessments.actions import assigning, funnel, scoring, setup
from talkoot.assessments.models import Selection
from talkoot.assessments.queries import assessable_in, propose
from talkoot.assessments.queries.desk import desk_of
from talkoot.assessments.queries.funnel import standings
from talkoot.assessments.queries.results import latest_results
from talkoot.assessments.rules import check_open
from talkoot.assessments.rules.funnel import Entry, reason_text, verdicts
from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_disqualification,
    make_phase,
)
from tests.factories.calls import make_application


def answers(entries, **rule):
    return {key: row.goes_on for key, row in verdicts(entries, **rule).items()}


def test_by_points_the_limit_itself_goes_on():
    entries = [Entry(1, 59.94), Entry(2, 59.96), Entry(3), Entry(4, 90, failed=1)]
    found = answers(entries, way="points", points=Decimal(60))
    assert found == {1: False, 2: True, 3: None, 4: False}


def test_what_pages_show_as_equal_is_equal():
    entries = [Entry(1, 66.3), Entry(2, 66.25), Entry(3, 66.2)]  # Shown as 66,3, 66,3 and 66,2.
    assert answers(entries, way="rank", count=1) == {1: True, 2: True, 3: False}
    assert answers(entries, way="points", points=Decimal("66.3"))[2] is True


def test_by_rank_all_who_share_the_last_place_go_on():
    entries = [Entry(1, 80), Entry(2, 70), Entry(3, 70), Entry(4, 60)]
    assert answers(entries, way="rank", count=2) == {1: True, 2: True, 3: True, 4: False}


def test_a_persons_choice_goes_before_the_rule_and_frees_the_place():
    entries = [Entry(1, 80, chosen=False), Entry(2, 70), Entry(3, 60), Entry(4, 10, chosen=True)]
    assert answers(entries, way="rank", count=1) == {1: False, 2: True, 3: False, 4: True}
    assert answers(entries, way="person") == {1: False, 2: None, 3: None, 4: True}


def test_a_disputed_criterion_waits_for_a_person():
    assert answers([Entry(1, 80, disputed=1)], way="rank", count=1) == {1: None}


def test_what_was_assessed_without_points_waits_for_a_person():
    entries = [Entry(1), Entry(2, is_assessed=True)]
    found = verdicts(entries, way="points", points=Decimal(1))
    assert [found[key].facts["waits"] for key in (1, 2)] == ["points", "person"]


@pytest.fixture
def funnel_of(call):
    """(a phase by points that closes at 60, the next phase, an application over and one under)."""
    phase = make_phase(call, advance_by="points", advance_points=60, assessors_each=1)
    later = make_phase(call, assessors_each=1)
    good, poor = (
        make_assignment(phase, points=points, comment="Ensimmäisen vaiheen sana.").application
        for points in (4, 1)
    )
    return phase, later, good, poor


def test_nothing_comes_to_the_next_phase_before_the_closing(funnel_of, office_user):
    phase, later, good, poor = funnel_of
    assert propose(office_user, later).applications == {}
    with pytest.raises(NotAllowed):
        assigning.assign_by_hand(
            later, application=good, assessor=make_assessor(later.call), by=office_user
        )
    assert funnel.close_phase(phase, by=office_user) == {True: 1, False: 1}
    assert list(propose(office_user, later).applications) == [good.pk]
    assigning.assign_automatically(later, by=office_user)
    assert [row.application for row in later.assignments.all()] == [good]
    with pytest.raises(NotAllowed):
        assigning.assign_by_hand(
            later, application=poor, assessor=make_assessor(later.call), by=office_user
        )
    closed = LogEntry.objects.get(key="assessments.phase.closed")
    assert closed.after == {"goes_on": 1, "left_out": 1}


def test_the_office_sees_why_and_the_slate_gets_the_last_phases_result(funnel_of, office_user):
    phase, later, good, poor = funnel_of
    funnel.close_phase(phase, by=office_user)
    make_assignment(later, application=good, points=5)
    found = latest_results(office_user, [good, poor])
    assert [(found[row.pk][0], found[row.pk][1].mean) for row in (good, poor)] == [
        (later, 100), (phase, 20),
    ]  # fmt: skip
    assert found[good.pk][1].left_out == ""
    with translation.override("en"):
        left_out = latest_results(office_user, [poor])[poor.pk][1].left_out
        assert left_out == "mean 20.0; at least 60.0 goes on"
        chosen = Selection.objects.get(application=good)
        assert reason_text(chosen.facts) == "mean 80.0; at least 60.0 goes on"


def test_a_closed_phase_takes_no_points_and_opens_again(funnel_of, office_user):
    phase, later, good, poor = funnel_of
    waiting = make_assignment(phase, application=good)
    funnel.close_phase(phase, by=office_user)
    marks = {row.pk: scoring.Mark(points=1) for row in phase.yardsticks.all()}
    with pytest.raises(NotAllowed):
        scoring.save_scores(
            waiting, marks=marks, comment="", is_final=True, by=waiting.assessor.user
        )
    [shown] = [row for row in desk_of(waiting.assessor.user, timezone.now()) if row.phase == phase]
    assert (shown.state, shown.rows) == ("over", [])
    with pytest.raises(NotAllowed):
        assigning.assign_automatically(phase, by=office_user)
    funnel.reopen_phase(phase, by=office_user)
    assert not phase.selections.exists()
    funnel.close_phase(phase, by=office_user)
    make_assignment(later, application=good)
    phase.refresh_from_db()
    with pytest.raises(NotAllowed):
        funnel.reopen_phase(phase, by=office_user)
    with pytest.raises(NotAllowed):
        choose(phase, good, office_user, goes_on=False)
    choose(phase, poor, office_user)
    assert {row.pk for row in assessable_in(office_user, later)} == {good.pk, poor.pk}


def choose(phase, application, by, *, goes_on=True, grounds="Alueen ainoa hakemus."):
    return funnel.choose(phase, application, goes_on=goes_on, grounds=grounds, by=by)


def test_a_choice_needs_grounds_and_a_phase_waits_for_its_choices(call, office_user):
    phase = make_phase(call, advance_by="person")
    first, second = (make_application(call=call, state="submitted") for _n in range(2))
    with pytest.raises(NotAllowed):
        choose(phase, first, office_user, grounds="  ")
    choose(phase, first, office_user)
    with pytest.raises(NotAllowed):
        funnel.close_phase(phase, by=office_user)
    choose(phase, second, office_user, goes_on=False)
    choose(phase, second, office_user, goes_on=False, grounds="Toinen syy.")
    again = LogEntry.objects.filter(key="assessments.selection.chosen").latest("pk")
    assert (again.before["grounds"], again.after["grounds"]) == (
        "Alueen ainoa hakemus.", "Toinen syy."
    )  # fmt: skip
    assert funnel.close_phase(phase, by=office_user) == {True: 1, False: 1}
    late = make_application(call=call, state="submitted")
    assert [row.goes_on for row in standings(office_user, phase)] == [None, True, False]
    assert late not in assessable_in(office_user, make_phase(call))


def test_nobody_who_is_disqualified_compares(funnel_of, officer):
    phase, _later, good, _poor = funnel_of
    make_disqualification(good, user=officer)
    with pytest.raises(NotAllowed):
        funnel.close_phase(phase, by=officer)
    with pytest.raises(NotAllowed):
        choose(phase, good, officer)


def test_a_phase_closed_before_it_opened_does_not_promise_to_open(call, office_user):
    opens_at = timezone.now() + datetime.timedelta(days=2)
    phase = make_phase(call, advance_by="person", opens_at=opens_at)
    row = make_assignment(phase)
    choose(phase, row.application, office_user)
    funnel.close_phase(phase, by=office_user)
    phase.refresh_from_db()
    now = timezone.now()
    assert [shown.state for shown in desk_of(row.assessor.user, now)] == ["over"]
    with translation.override("en"), pytest.raises(NotAllowed, match="closed on"):
        check_open(phase, now)


def test_a_phase_has_assessors_of_its_own(call, office_user):
    phase, other = make_phase(call, assessors_each=1), make_phase(call)
    chosen, beside = make_assessor(call), make_assessor(call)
    values = {"name_fi": "Haastattelu", "assessors": [chosen]}
    setup.save_phase(call, values=values, phase=phase, by=office_user)
    application = make_application(call=call, state="submitted")
    assigning.assign_automatically(phase, by=office_user)
    assert [row.assessor for row in phase.assignments.all()] == [chosen]
    with pytest.raises(NotAllowed):
        assigning.assign_by_hand(phase, application=application, assessor=beside, by=office_user)
    assert [row.phase for row in desk_of(beside.user, timezone.now())] == [other]
    assert len(desk_of(chosen.user, timezone.now())) == 2
    for refused in (
        lambda: setup.remove_assessor(chosen, by=office_user),
        lambda: setup.save_phase(call, values={"assessors": [beside]}, phase=phase, by=office_user),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_way_of_going_on_stays_once_a_later_phase_is_given_out(call, office_user):
    phase, later = make_phase(call), make_phase(call)
    make_assignment(later)
    with pytest.raises(NotAllowed):
        setup.save_phase(call, values={"advance_by": "person"}, phase=phase, by=office_user)


def test_a_phase_may_keep_what_has_been_given(page, call):
    row = make_assignment(make_phase(call, may_correct=False), points=3)
    with pytest.raises(NotAllowed):
        scoring.save_scores(row, marks={}, comment="", is_final=True, by=row.assessor.user)
    answer = page.sign_in(row.assessor.user).get("assessment", row.pk)
    assert "60,0" in answer.text
    assert "mark_" not in answer.page.source


@pytest.mark.parametrize(("fields", "is_seen"), [({}, False), ({"sees_earlier": True}, True)])
def test_earlier_points_show_as_the_phase_says(page, funnel_of, fields, is_seen, office_user):
    phase, later, good, _poor = funnel_of
    funnel.close_phase(phase, by=office_user)
    for name, value in fields.items():
        setattr(later, name, value)
    later.save()
    row = make_assignment(later, application=good)
    answer = page.sign_in(row.assessor.user).get("assessment", row.pk)
    assert ("Ensimmäisen vaiheen sana." in answer.text) is is_seen
    assert ("80,0" in answer.text) is is_seen


def test_the_office_closes_a_phase_on_its_page(page, funnel_of, office_user):
    phase, later, good, poor = funnel_of
    place = (phase.call.slug, phase.order)
    page.sign_in(office_user)
    assert "80,0" in page.get("phase-funnel", *place, queries=11).text
    sent = {"goes_on": "yes", "grounds": "Alueen ainoa hakemus."}
    page.post("select-application", {}, *place, poor.ref, status=422)
    page.post("select-application", sent, *place, poor.ref, redirects_to=re.compile("/going-on/$"))
    page.post("phase-funnel", {"close": "1"}, *place, redirects_to=re.compile("/going-on/$"))
    assert set(Selection.objects.values_list("goes_on", flat=True)) == {True}
    assert "Alueen ainoa hakemus." in page.get("phase-funnel", *place).text
    page.post("phase-funnel", {"reopen": "1"}, *place, redirects_to=re.compile("/going-on/$"))
    choose(phase, poor, office_user, goes_on=False, grounds="Ei uutta.")
    funnel.close_phase(phase, by=office_user)
    assert "Ei uutta." in page.get("office-application", poor.ref).text
    make_assignment(later, application=good)
    no = {"goes_on": "no", "grounds": "Kirjoitettu teksti säilyy."}
    kept = page.post("select-application", no, *place, good.ref, status=422)
    assert no["grounds"] in kept.page.source
    where = f"/office/calls/{phase.call.slug}/assessment/1/going-on/"
    answer = page.get("office-assignments", phase.call.slug, later.order)
    assert where in answer.links.values()
    assert poor.number not in answer.text
    assert good.number in answer.text


def test_the_phase_form_asks_for_its_limit(page, call, office_user):
    phase = make_phase(call, closes_at=timezone.now() + datetime.timedelta(days=3))
    assessor = make_assessor(call)
    page.sign_in(office_user)
    answer = page.get("office-phase", call.slug, phase.order)
    sent = {
        "name_fi": "Karsinta", "assessors_each": "1", "sees_others": "never",
        "assessors": [str(assessor.pk)], "advance_by": "points",
        "opens_at_day": "1", "opens_at_month": "9", "opens_at_year": "2026",
        "opens_at_time": "9.00", "closes_at_day": "1", "closes_at_month": "12",
        "closes_at_year": "2026", "closes_at_time": "16.00",
    }  # fmt: skip
    assert answer.text
    assert page.post("office-phase", sent, call.slug, 1, status=422).errors
    sent["advance_points"] = "62,5"
    page.post("office-phase", sent, call.slug, 1, redirects_to=re.compile("/assessment/1/$"))
    phase.refresh_from_db()
    assert (phase.advance_points, list(phase.assessors.all())) == (Decimal("62.5"), [assessor])
    page.post(
        "office-phase",
        sent | {"advance_points": "60"},
        call.slug,
        1,
        redirects_to=re.compile("/1/$"),
    )
    assert 'value="60"' in page.get("office-phase", call.slug, 1).page.source
    make_assignment(phase, assessor=assessor)
    sent |= {"name_fi": "Kirjoitettu nimi", "assessors": [str(make_assessor(call).pk)]}
    kept = page.post("office-phase", sent, call.slug, 1, status=422)
    assert "Kirjoitettu nimi" in kept.page.source
