"""Adding, moving and cancelling sessions; double bookings; who works in a series."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.correspondence.models import Message
from talkoot.events import tokens
from talkoot.events.actions import sessions as actions
from talkoot.events.actions.confirmations import confirm_organisation
from talkoot.events.actions.registrations import (
    Person,
    change_registration,
    register,
    send_link_again,
)
from talkoot.events.calendars import calendar_of
from talkoot.events.messages import registrations as messages
from talkoot.events.models import Registration, SeriesPerson
from talkoot.events.queries.attendance import expected_at
from talkoot.events.queries.registrations import get_registration, registrations_to_remind
from talkoot.events.queries.sessions import month_rows, own_sessions, public_sessions
from talkoot.events.rules.registration import waits_to_be_confirmed
from talkoot.events.rules.sessions import comes_to, joined
from tests.factories.events import make_event, make_session
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.registrations import make_participant, make_registration

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def at(hours=0):
    """A moment in three weeks."""
    noon = timezone.now().replace(minute=0, second=0, microsecond=0)
    return noon + datetime.timedelta(days=21, hours=hours)


def values(start=0, end=2, **fields):
    return {"starts_at": at(start), "ends_at": at(end), "mode": "on_site", **fields}


def test_moving_mails_a_newer_invitation(office_user):
    series = make_event()
    row = make_registration(series, participant=make_participant(series, language="en"))
    session = series.sessions.get()
    actions.save_session(session, values={"starts_at": at(), "ends_at": at(1)}, by=office_user)
    session.refresh_from_db()
    assert session.sequence == 1
    series.refresh_from_db()
    assert series.starts_on == timezone.localtime(at()).date()
    mail = Message.objects.get(kind="session-changed")
    assert mail.address == row.participant.email
    assert "Before:" in mail.body
    for line in ("METHOD:REQUEST", "SEQUENCE:1", "UID:session-", "BEGIN:VTIMEZONE"):
        assert line in mail.calendar


def test_saving_without_a_change_tells_nobody(office_user):
    series = make_event()
    make_registration(series)
    session = series.sessions.get()
    actions.save_session(session, values={"mode": session.mode}, by=office_user)
    actions.save_session(session, values={"seats": 5}, by=office_user)
    session.refresh_from_db()
    assert session.sequence == 0
    assert not Message.objects.exists()


def test_cancelled_session_leaves_the_calendars_of_those_who_come(office_user):
    series = make_event()
    first = series.sessions.get()
    first.content_set = "A"
    first.save()
    second = make_session(series, state="agreed", content_set="A")
    here, _there = (make_registration(series, session=row) for row in (first, second))
    actions.cancel_session(first, reason="Tila ei ole käytettävissä.", by=office_user)
    mail = Message.objects.get(kind="session-cancelled")
    assert mail.address == here.participant.email
    assert "METHOD:CANCEL" in mail.calendar
    with pytest.raises(NotAllowed):
        actions.cancel_session(first, reason="Taas.", by=office_user)


def test_worker_with_an_account_is_told_too(office_user):
    series = make_event()
    user = make_user("fasilitaattori@esimerkki.fi")
    SeriesPerson.objects.create(series=series, name="F", task="facilitator", user=user)
    actions.cancel_session(series.sessions.get(), reason="Syy.", by=office_user)
    assert Message.objects.get().user == user


def test_many_are_told_with_few_queries(office_user, django_assert_max_num_queries):
    series = make_event()
    for _ in range(12):
        make_registration(series)
    with django_assert_max_num_queries(30):
        actions.cancel_session(series.sessions.get(), reason="Syy.", by=office_user)
    assert Message.objects.count() == 12


def test_same_place_at_the_same_time_is_refused_unless_accepted(office_user):
    one, other = make_event(), make_event()
    actions.add_session(one, values=values(place="Kuntatalo, sali 2"), by=office_user)
    with pytest.raises(NotAllowed) as refusal:
        actions.add_session(other, values=values(1, 3, place="kuntatalo,  Sali 2"), by=office_user)
    assert one.title in refusal.value.sentence
    actions.add_session(other, values=values(2, 4, place="Kuntatalo, sali 2"), by=office_user)
    actions.add_session(
        other, values=values(1, 2, place="Kuntatalo, sali 2"), by=office_user, accepts_clash=True
    )


def test_same_facilitator_at_the_same_time_is_refused(office_user):
    one, other = make_event(), make_event()
    for series in (one, other):
        SeriesPerson.objects.create(series=series, name="Elli Ohjaaja", task="facilitator")
    actions.add_session(one, values=values(mode="remote"), by=office_user)
    with pytest.raises(NotAllowed) as refusal:
        actions.add_session(other, values=values(mode="remote"), by=office_user)
    assert "Elli Ohjaaja" in refusal.value.sentence


def test_speaker_of_one_session_does_not_block_the_others(office_user):
    one, other = make_event(), make_event()
    SeriesPerson.objects.create(series=one, session=one.sessions.get(), name="Elli", task="speaker")
    SeriesPerson.objects.create(series=other, name="Elli", task="speaker")
    actions.add_session(one, values=values(mode="remote"), by=office_user)
    actions.add_session(other, values=values(mode="remote"), by=office_user)


def test_people_who_are_elsewhere_are_refused(office_user):
    one, other = make_event(), make_event()
    for series in (one, other):
        actions.add_session(series, values=values(mode="remote"), by=office_user)
    row = {"task": "mentor", "name": "Elli"}
    actions.set_people(one, rows=[row], by=office_user)
    with pytest.raises(NotAllowed):
        actions.set_people(other, rows=[row], by=office_user)
    actions.set_people(other, rows=[row], by=office_user, accepts_clash=True)
    assert other.people.count() == 1


@pytest.mark.parametrize("end", [0, -1, 24 * 4])
def test_impossible_times_are_refused(office_user, end):
    with pytest.raises(NotAllowed):
        actions.add_session(make_event(), values=values(0, end), by=office_user)


def test_ended_series_takes_no_session(office_user):
    with pytest.raises(NotAllowed):
        actions.add_session(make_event(state="ended"), values=values(), by=office_user)


def test_added_session_invites_those_who_come(office_user):
    series = make_event()
    make_registration(series)
    session = actions.add_session(series, values=values(title="Lisäpäivä"), by=office_user)
    assert (session.order, session.state) == (2, "agreed")
    assert "Lisäpäivä" in Message.objects.get().body


def guided(**fields):
    """A series with known people of two organisations: (series, one's registration, another's)."""
    series = make_event(**fields)
    rows = [
        make_registration(
            series, organisation=make_organisation(), organisation_confirmed_at=timezone.now()
        )
        for _n in range(2)
    ]
    return series, *rows


def test_session_of_one_organisation_is_told_and_counted_for_its_people_only(office_user):
    series, here, there = guided()
    given = values(title="Ohjaus", mode="remote", organisation=here.organisation)
    session = actions.add_session(series, values=given, by=office_user)
    assert [mail.address for mail in Message.objects.all()] == [here.participant.email]
    assert expected_at(session) == [here]
    soon = timezone.now()
    for row, own in ((here, [session]), (there, [])):
        assert ("Ohjaus" in calendar_of(row, "REQUEST")) == bool(own)
        assert ("Ohjaus" in messages.registered(row)[1]) == bool(own)
        user = make_user(row.participant.email)
        assert [found for found in own_sessions(user, soon) if found.title] == own
    assert session not in public_sessions(soon, at(48))
    assert "Ohjaus" not in {title for _at, title, *_rest in month_rows(soon, at(48))}


def test_session_that_becomes_one_organisations_leaves_the_others_calendars(office_user):
    series, here, there = guided()
    session = series.sessions.get()
    session = actions.save_session(
        session, values={"organisation": here.organisation}, by=office_user
    )
    mail = Message.objects.get()
    assert (mail.kind, mail.address) == ("session-narrowed", there.participant.email)
    assert "METHOD:CANCEL" in mail.calendar and "SEQUENCE:1" in mail.calendar
    actions.save_session(session, values={"organisation": there.organisation}, by=office_user)
    told = Message.objects.exclude(pk=mail.pk).values_list("kind", "address")
    assert set(told) == {
        ("session-narrowed", here.participant.email),
        ("session-opened", there.participant.email),
    }


def test_who_came_to_another_session_of_the_set_is_not_told_of_the_narrowing(office_user):
    series = make_event()
    one, other = series.sessions.get(), make_session(series)
    series.sessions.update(content_set="A")
    here, there = make_organisation(), make_organisation()
    known = {"organisation_confirmed_at": timezone.now()}
    make_registration(series, organisation=there, session=other, **known)
    left = make_registration(series, organisation=there, session=one, **known)
    make_registration(series, organisation=here, session=one, **known)
    given = {"organisation": here, "content_set": ""}
    actions.save_session(one, values=given, by=office_user)
    assert [mail.address for mail in Message.objects.all()] == [left.participant.email]


@pytest.mark.parametrize("fault", ["stranger", "set"])
def test_session_of_a_wrong_organisation_is_refused(office_user, fault):
    series, here, _there = guided()
    wrong = {
        "stranger": {"organisation": make_organisation()},
        "set": {"organisation": here.organisation, "content_set": "A"},
    }
    with pytest.raises(NotAllowed):
        actions.add_session(series, values=values(**wrong[fault]), by=office_user)


def test_who_changes_the_organisation_leaves_its_sessions(office_user):
    series, here, there = guided()
    given = values(title="Ohjaus", mode="remote", organisation=here.organisation)
    actions.add_session(series, values=given, by=office_user)
    Message.objects.all().delete()
    person = Person(here.participant.name, here.participant.email, organisation=there.organisation)
    change_registration(here, person=person, session=None, by=None)
    left, moved = Message.objects.order_by("pk")
    assert "Ohjaus" in left.body and "METHOD:CANCEL" in left.calendar
    assert "Ohjaus" not in moved.body


@pytest.mark.parametrize("who", ["nobody", "self-declared", "member", "office"])
def test_who_only_tells_an_organisation_does_not_get_its_sessions(office_user, who):
    series, here, there = guided(entry="persons")
    given = values(title="Ohjaus", mode="remote", organisation=here.organisation)
    session = actions.add_session(series, values=given, by=office_user)
    by = {"nobody": None, "office": office_user}.get(who, make_user())
    if who in ("self-declared", "member"):
        at_once = timezone.now() if who == "member" else None
        make_membership(by, here.organisation, confirmed_at=at_once)
    told = Person("Vieras Nimi", "vieras@esimerkki.fi", organisation=here.organisation)
    row = register(series, told, by=by)
    changed = Person("Toinen Nimi", there.participant.email, organisation=here.organisation)
    moved = change_registration(there, person=changed, session=None, by=by)
    is_known = who in ("member", "office")
    for found in (row, moved):
        assert comes_to(found, session) == is_known == (found in expected_at(session))
        assert ("Ohjaus" in calendar_of(found, "REQUEST")) == is_known
        assert waits_to_be_confirmed(found) != is_known
    first = tokens.token_of(row)
    for _again in range(2):
        confirm_organisation(row, organisation_id=row.organisation_id, by=office_user)
    row.refresh_from_db()
    assert comes_to(row, session)
    mails = Message.objects.filter(kind="registration-confirmed", address=told.email)
    assert ["Ohjaus" in mail.calendar for mail in mails] == ([] if is_known else [True])
    # Who registered in another's name may have seen the link.
    assert (tokens.token_of(row) == first) == is_known
    assert all(tokens.token_of(row) in mail.body for mail in mails)


def test_who_is_known_by_a_change_gets_a_new_link(office_user):
    series, here, _there = guided()
    given = values(title="Ohjaus", mode="remote", organisation=here.organisation)
    session = actions.add_session(series, values=given, by=office_user)
    row = make_registration(series)  # Somebody may have registered in the person's name.
    first, member = tokens.token_of(row), make_user(row.participant.email)
    make_membership(member, here.organisation)
    person = Person("Oma Nimi", row.participant.email, organisation=here.organisation)
    row = change_registration(row, person=person, session=None, by=member)
    assert comes_to(row, session)
    with pytest.raises(NotFound):
        get_registration(first)
    mail = Message.objects.get(address=row.participant.email)
    assert (mail.kind, "Ohjaus" in mail.calendar) == ("registration-confirmed", True)
    assert get_registration(tokens.token_of(row)) == row
    send_link_again(series, row.participant.email)
    assert tokens.token_of(row) in Message.objects.get(kind="registration-link").body


@pytest.mark.parametrize("state", ["published", "cancelled", "ended"])
def test_confirming_invites_only_to_what_is_ahead(office_user, state):
    series, here, _there = guided(state=state)
    make_session(series, title="Pidetty", state="held", organisation=here.organisation)
    row = make_registration(series, organisation=here.organisation)
    confirm_organisation(row, organisation_id=here.organisation_id, by=office_user)
    mail = Message.objects.get()
    assert mail.kind == "registration-confirmed" and not mail.calendar
    assert "Pidetty" not in mail.body


@pytest.mark.parametrize("told", [None, "another"])
def test_only_what_the_officer_saw_is_confirmed(office_user, told):
    organisation = make_organisation() if told else None
    row = make_registration(make_event(), organisation=organisation)
    seen = make_organisation().pk if told else None
    with pytest.raises(NotAllowed):
        confirm_organisation(row, organisation_id=seen, by=office_user)


def test_who_has_told_the_organisation_learns_what_is_waited_for(office_user):
    series, here, there = guided()
    waits = make_registration(series, organisation=here.organisation)
    session = series.sessions.get()
    given = {"organisation": here.organisation, "link": "https://salainen.esimerkki.fi"}
    session = actions.save_session(session, values={**given, "title": "Oma"}, by=office_user)
    told = Message.objects.exclude(kind="session-changed")
    assert set(told.values_list("kind", "address")) == {
        ("session-narrowed", there.participant.email),
        ("session-waits", waits.participant.email),
    }
    for mail in told:
        assert "METHOD:CANCEL" in mail.calendar and "SEQUENCE:1" in mail.calendar
        assert "salainen" not in mail.calendar + mail.body
        assert "Oma" not in mail.calendar + mail.subject


def test_who_was_just_confirmed_is_not_reminded_too(office_user):
    series, here, _there = guided()
    session = make_session(series, state="agreed", organisation=here.organisation)
    Registration.objects.update(state_changed_at=timezone.now() - datetime.timedelta(days=9))
    assert registrations_to_remind(session) == [here]
    Registration.objects.update(organisation_confirmed_at=session.starts_at - HOUR)
    assert registrations_to_remind(session) == []


def test_joined_sessions_of_a_set():
    series = make_event()
    common = series.sessions.get()
    one, two = (make_session(series, content_set="A") for _ in range(2))
    rows = [common, one, two]
    assert joined(rows, None) == rows
    assert joined(rows, one) == [common, one]
    assert joined(rows, common) == [common]
