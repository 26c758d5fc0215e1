"""How much of a call is left, and for whom."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from talkoot.calls.actions import submit_application
from talkoot.calls.models import Application, Quota
from talkoot.calls.queries import calls as queries
from talkoot.calls.rules.capacity import check_room, full_room, is_full
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import OrganisationSuccession
from tests.factories.calls import make_application, make_call
from tests.factories.decisions import make_decision
from tests.factories.people import make_contact, make_municipality, make_organisation


def add_quota(call, amount, measure="seats", **fields):
    return Quota.objects.create(call=call, amount=amount, measure=measure, **fields)


def in_region(code, **fields):
    place = make_municipality(region_code=code)
    return make_organisation(municipality=place, **fields)


def test_call_without_quotas_costs_one_query(call, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.rooms(call) == []


def test_days_are_those_granted_and_those_applied_for(call):
    call.days_quota = 10
    call.save()
    granted = make_application(state="approved", days_requested=Decimal(2))
    make_decision(granted, state="signed", days=Decimal("1.5"))
    make_application(state="submitted", days_requested=Decimal(2))
    make_application(days_requested=Decimal(2))
    make_application(state="rejected")
    [room] = queries.rooms(call)
    assert (room.granted, room.pending, room.left) == (Decimal("1.5"), 2, Decimal("6.5"))


def test_days_are_full_only_when_granted(call):
    call.days_quota = 2
    call.save()
    make_application(state="submitted", days_requested=Decimal(2))
    assert not is_full(queries.rooms(call))
    granted = make_application(state="approved", days_requested=Decimal(2))
    make_decision(granted, state="signed", days=Decimal(2))
    assert is_full(queries.rooms(call))
    draft = make_application()
    with pytest.raises(NotAllowed, match="Haku on täynnä"):
        submit_application(draft, by=draft.applicant)


def test_seats_are_filled_by_arrivals(call):
    add_quota(call, 1)
    first, second = make_application(), make_application()
    submit_application(first, by=first.applicant)
    with pytest.raises(NotAllowed, match="Haku on täynnä"):
        submit_application(second, by=second.applicant)
    second.refresh_from_db()
    assert (second.state, second.number, second.submitted_at) == ("draft", None, None)


def test_region_is_full_for_its_own_alone(call):
    add_quota(call, 1, region_code="11")
    make_application(state="submitted", organisation=in_region("11"))
    rooms = queries.rooms(call)
    assert full_room(rooms, region_code="11", is_first_timer=True)
    assert full_room(rooms, region_code="01", is_first_timer=True) is None
    assert not is_full(rooms)


def test_places_kept_for_first_timers_are_not_left_for_others(call):
    add_quota(call, 3)
    add_quota(call, 2, is_for_first_timers=True)
    earlier = make_call(offering=call.offering)
    veteran = make_organisation()
    make_application(
        state="approved",
        call=earlier,
        organisation=veteran,
        submitted_at=timezone.now() - datetime.timedelta(days=400),
    )
    make_application(state="submitted", call=call, organisation=veteran)
    rooms = queries.rooms(call)
    now = timezone.now()
    facts = queries.applicant_facts(call, veteran, now)
    assert facts == {"region_code": "", "is_first_timer": False}
    with pytest.raises(NotAllowed, match="täynnä"):
        check_room(rooms, **facts)
    newcomer = queries.applicant_facts(call, make_organisation(), now)
    check_room(rooms, **newcomer)


def test_merged_municipality_is_no_first_timer(call):
    old, middle, new = make_organisation(), make_organisation(), make_organisation()
    for before, after in ((old, middle), (middle, new)):
        OrganisationSuccession.objects.create(
            predecessor=before, successor=after, on=timezone.localdate()
        )
    make_application(state="approved", organisation=old)
    later = timezone.now() + datetime.timedelta(days=1)
    assert not queries.is_first_timer(call, new.pk, later)
    assert queries.is_first_timer(call, make_organisation().pk, later)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_last_seat_goes_to_one(transactional_db):
    call = make_call()
    add_quota(call, 1)
    drafts = [make_application(call=call, applicant=make_contact()) for _ in range(2)]
    results = []
    barrier = threading.Barrier(2)

    def send(draft):
        barrier.wait()
        try:
            submit_application(draft, by=draft.applicant)
            results.append("sent")
        except NotAllowed:
            results.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["full", "sent"]
    assert Application.objects.filter(call=call, submitted_at__isnull=False).count() == 1
