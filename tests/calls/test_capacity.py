"""How much of a call is left, and for whom."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from talkoot.calls.actions import submit_application
from talkoot.calls.actions.completion import complete_application
from talkoot.calls.models import Application, Quota
from talkoot.calls.queries import calls as queries
from talkoot.calls.rules.capacity import check_room, full_room, is_full
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import OrganisationSuccession
from tests.factories.calls import make_application, make_call
from tests.factories.completion import make_completion_request
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


def team(supervisors=0, **fields):
    application = make_application(**fields)
    application.participant_groups.all().delete()
    application.participant_groups.create(role="supervisor", count=supervisors)
    application.participant_groups.create(role="staff", count=2)
    return application


def test_seats_of_a_role_are_people_of_the_applications(call):
    add_quota(call, 20)
    add_quota(call, 10, role="supervisor")
    team(3, state="approved")
    team(2, state="submitted")
    team(9, state="rejected")
    team(9)
    by_role = {room.quota.role: room for room in queries.rooms(call)}
    seats = by_role["supervisor"]
    assert (seats.granted, seats.pending, seats.left) == (3, 2, 5)
    assert (by_role[""].granted, by_role[""].pending) == (1, 1)
    assert [room.left for room in queries.role_rooms(call)] == [5]


def test_more_people_of_a_role_than_seats_are_refused_and_the_draft_stays(call):
    add_quota(call, 4, role="supervisor")
    first, second, third = team(3), team(2), team(1)
    submit_application(first, by=first.applicant)
    with pytest.raises(NotAllowed, match=r"4.*1.*2"):
        submit_application(second, by=second.applicant)
    second.refresh_from_db()
    assert (second.state, second.number) == ("draft", None)
    submit_application(third, by=third.applicant)
    assert [room.left for room in queries.role_rooms(call)] == [0]


def test_too_many_people_of_a_role_are_told_before_the_sending(call, page):
    add_quota(call, 4, role="supervisor")
    team(3, state="submitted")
    draft = team(2)
    review = f"/my/applications/{draft.ref}/review/"
    page.sign_in(draft.applicant)
    told = queries.role_gap(draft)
    assert (told.field, told.step) == ("groups", "participants")
    assert told.sentence in page.get(review).text
    draft.participant_groups.filter(role="supervisor").update(count=1)
    draft = Application.objects.get(pk=draft.pk)
    assert queries.role_gap(draft) is None
    page.post("submit-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/")


def test_full_role_closes_the_call_for_nobody_else(call):
    add_quota(call, 1, role="supervisor")
    team(1, state="submitted")
    rooms = queries.rooms(call)
    assert not is_full(rooms)
    assert full_room(rooms, region_code="", is_first_timer=False) is None
    other = team(0)
    submit_application(other, by=other.applicant)


def test_completed_application_keeps_its_own_seats_and_takes_no_others(call):
    add_quota(call, 4, role="supervisor")
    team(1, state="approved")
    asked = make_completion_request(team(3, state="submitted")).application
    complete_application(asked, reply="Kolme tulee edelleen.", by=asked.applicant)
    asked = make_completion_request(Application.objects.get(pk=asked.pk)).application
    asked.participant_groups.filter(role="supervisor").update(count=4)
    with pytest.raises(NotAllowed, match=r"4.*3.*4"):
        complete_application(asked, reply="Neljä.", by=asked.applicant)
