"""What stays of bodies, meetings and goals when somebody changes or removes an entry."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.governance.actions import remove_entry, save_continuity, save_entry
from talkoot.governance.forms import FORMS
from talkoot.governance.models import Meeting
from talkoot.programmes.models import Programme
from tests.factories.diffusion import make_contribution
from tests.factories.governance import (
    make_body,
    make_body_member,
    make_item,
    make_meeting,
    make_meeting_task,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering, make_programme


def values_of(row, *names, **changed):
    return {name: getattr(row, name) for name in names} | changed


def test_task_in_approved_minutes_is_followed_and_stays_as_it_was_given(office_user):
    task = make_meeting_task(make_item(make_meeting("approved")))
    given = values_of(task, "item", "text", "owner", "due_on", "done_on", "note")
    told = {**given, "done_on": timezone.localdate(), "note": "Julkaistiin."}
    assert save_entry("task", None, told, by=office_user, row=task).note == "Julkaistiin."
    with pytest.raises(NotAllowed):
        save_entry("task", None, {**told, "owner": "Toinen"}, by=office_user, row=task)
    with pytest.raises(NotAllowed):
        remove_entry("task", task, by=office_user)


def test_seat_in_which_a_member_was_present_stays(office_user):
    member = make_body_member(make_body())
    given = values_of(member, "name", "seat", "starts_on", "ends_on")
    assert save_entry("member", None, given | {"seat": "chair"}, by=office_user, row=member)
    make_meeting("approved", body=member.body).present.add(member)
    assert save_entry("member", None, given | {"seat": "chair"}, by=office_user, row=member)
    with pytest.raises(NotAllowed):
        save_entry("member", None, given, by=office_user, row=member)


def test_name_in_approved_minutes_stays(office_user):
    member = make_body_member(make_body())
    given = values_of(member, "name", "seat", "starts_on", "ends_on", name="Oikea Nimi")
    meeting = make_meeting("held", body=member.body)
    meeting.present.add(member)
    assert save_entry("member", None, given, by=office_user, row=member).name == "Oikea Nimi"
    Meeting.objects.update(state=Meeting.State.APPROVED)
    member.refresh_from_db()
    with pytest.raises(NotAllowed):
        save_entry("member", None, given | {"name": "Toinen Nimi"}, by=office_user, row=member)


def test_aim_written_twice_is_one(programme, office_user):
    body, lines = make_body(programme), {"goal": ["Sama", "Sama", "Muu"]}
    for _time in range(2):
        save_entry("body", programme, {"lines": lines}, by=office_user, row=body)
    assert [aim.text_fi for aim in body.aims.all()] == ["Sama", "Muu"]


def test_meeting_after_midnight_has_those_whose_term_began_that_day(db):
    begins = timezone.make_aware(datetime.datetime(2026, 6, 2, 0, 30))
    meeting = make_meeting(starts_at=begins)
    meeting.refresh_from_db()
    member = make_body_member(meeting.body, starts_on=datetime.date(2026, 6, 2))
    form = FORMS["meeting"](parent=meeting.body.programme, row=meeting)
    assert [choice for choice, _label in form.fields["present"].choices] == [member.pk]


def test_who_else_was_present_is_not_told_in_the_log(office_user):
    meeting = make_meeting()
    save_entry("meeting", None, {"others_present": "Maija Malli"}, by=office_user, row=meeting)
    assert "Maija" not in str(LogEntry.objects.get(key="governance.meeting.saved").after)


def test_entry_stays_while_others_would_go_with_it(programme, office_user):
    service = make_offering(programme)
    make_contribution(make_practice(), origin_class=3, service=service)
    member = make_body_member(make_body(programme))
    task = make_meeting_task(make_item(make_meeting("held")))
    for kind, row in (("service", service), ("body", member.body), ("item", task.item)):
        with pytest.raises(NotAllowed):
            remove_entry(kind, row, by=office_user)
    for kind, row in (("member", member), ("body", member.body), ("task", task)):
        remove_entry(kind, row, by=office_user)
    assert not programme.bodies.filter(pk=member.body_id).exists()


def test_ring_that_is_there_already_does_not_stop_the_office(programme, office_user):
    first, second = (make_programme(slug=slug, state="ended") for slug in ("yksi", "kaksi"))
    Programme.objects.filter(pk=first.pk).update(continues=second)
    Programme.objects.filter(pk=second.pk).update(continues=first)
    first.refresh_from_db()
    save_continuity(programme, first, by=office_user)
    programme.refresh_from_db()
    assert programme.continues == first
