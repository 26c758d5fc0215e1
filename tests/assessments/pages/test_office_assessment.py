"""Setting an assessment up, from nothing to given out."""

import re

import pytest
from django.utils import timezone

from talkoot.assessments.models import Assessor, Phase, Yardstick
from talkoot.calls.actions.calls import copy_call
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_phase,
    make_yardstick,
)
from tests.factories.calls import make_application
from tests.factories.people import make_membership, make_municipality, make_organisation

PHASE = {
    "name_fi": "Esikarsinta",
    "opens_at_day": "1", "opens_at_month": "9", "opens_at_year": "2026", "opens_at_time": "9.00",
    "closes_at_day": "1", "closes_at_month": "12", "closes_at_year": "2026",
    "closes_at_time": "16.00",
    "assessors_each": "1", "sees_others": "never", "is_blind": "on",
}  # fmt: skip
YARDSTICK = {
    "text_fi": "Vaikuttavuus",
    "is_pass_fail": "points",
    "most_points": "5",
    "weight": "1,5",
}


def test_from_nothing_to_given_out(page, call, office_user):
    make_application(call=call, state="submitted")
    page.sign_in(office_user)
    page.post("new-phase", PHASE, call.slug, redirects_to=re.compile("/assessment/1/$"))
    phase = Phase.objects.get()
    assert phase.is_blind
    page.post("new-yardstick", YARDSTICK, call.slug, 1, redirects_to=re.compile("/1/$"))
    assert str(Yardstick.objects.get().weight) == "1.50"
    person = {"address": "arvi@esimerkki.fi", "name": "Arvi", "capacity": "9"}
    page.post("new-assessor", person, call.slug, redirects_to=re.compile("/assessment/$"))
    proposal = page.get("propose-assignments", call.slug, 1)
    assert "Arvi" in proposal.text
    assert "0 tehtävää" in proposal.text or "0 assignments" in proposal.text
    assert phase.assignments.count() == 0
    page.post("propose-assignments", {}, call.slug, 1, redirects_to=re.compile("/assignments/$"))
    assert phase.assignments.get().assessor == Assessor.objects.get()


def test_closing_before_opening_is_refused(page, call, office_user):
    page.sign_in(office_user)
    sent = {**PHASE, "closes_at_year": "2025"}
    assert page.post("new-phase", sent, call.slug, status=422).errors


@pytest.mark.parametrize("count", [1, 3])
def test_pages_have_a_fixed_number_of_queries(page, call, office_user, count):
    phase = make_phase(call)
    assessor = make_assessor(call)
    for _number in range(count):
        make_assignment(phase, assessor=assessor)
        make_application(call=call, state="submitted")
        make_assessor(call)
    page.sign_in(office_user)
    page.get("office-assessment", call.slug, queries=9)
    page.get("office-assignments", call.slug, 1, queries=10)
    page.get("propose-assignments", call.slug, 1, queries=15)


def test_view_as_assessor_is_what_the_assessor_sees(page, call, office_user):
    town = make_municipality("297", name="Kuopio")
    body = make_organisation("Kuopion kaupunki", municipality=town)
    application = make_application(
        call=call, state="submitted", organisation=body, title="Kuopion arki"
    )
    phase = make_phase(call, is_blind=True)
    row = make_assignment(phase, application=application)
    page.sign_in(office_user)
    address = f"/office/calls/{call.slug}/assessment/1/view-as/?assessor={row.assessor_id}"
    seen = page.get(f"{address}&on={timezone.localtime():%Y-%m-%dT%H:%M}&assignment={row.pk}")
    assert application.number in seen.text
    assert "Kuopio" not in seen.text
    before = page.get(f"{address}&on=2020-01-01T12:00")
    assert application.number not in before.text


def test_names_in_texts_are_told_to_the_office(page, call, office_user):
    town = make_municipality("297", name="Kuopio")
    body = make_organisation("Kuopion kaupunki", municipality=town)
    make_application(call=call, state="submitted", organisation=body, need="Kuopiossa on tarve.")
    make_phase(call, is_blind=True)
    answer = page.sign_in(office_user).get("names-in-texts", call.slug, 1)
    assert "Kuopiossa (1)" in answer.text


def test_by_hand_offers_only_who_is_not_disqualified(page, call, office_user):
    phase = make_phase(call)
    application = make_application(call=call, state="submitted")
    member = make_assessor(call)
    make_membership(member.user, application.organisation)
    free = make_assessor(call)
    page.sign_in(office_user)
    place = (call.slug, phase.order, application.ref)
    page.post("office-assignment", {"assessor": member.pk}, *place, status=422)
    page.post(
        "office-assignment", {"assessor": free.pk}, *place, redirects_to=re.compile("/assignments/")
    )
    assert phase.assignments.get().assessor == free


def test_a_copied_call_carries_on_the_phases_with_their_criteria(page, call, office_user):
    earlier = make_phase(call, advance_by="rank", advance_count=5, closed_at=timezone.now())
    make_yardstick(earlier, is_pass_fail=True)
    make_assessor(call)
    copy = copy_call(call, by=office_user)
    here = f"/office/calls/{copy.slug}/assessment/"
    page.sign_in(office_user).get(here)
    page.post(here, redirects_to=here)
    phase = copy.phases.get()
    assert (phase.name_fi, phase.advance_count, phase.closed_at) == (earlier.name_fi, 5, None)
    assert [row.is_pass_fail for row in phase.yardsticks.all()] == [False, True]
    local = [timezone.localtime(row.closes_at) for row in (earlier, phase)]
    assert [row.year for row in local] == [local[0].year, local[0].year + 1]
    assert local[0].time() == local[1].time()
    assert not copy.assessors.exists()
    page.post(here, status=409)
