"""Declaring and confirming where a person works."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Registration
from talkoot.home import actions
from talkoot.people.models import Membership
from talkoot.people.rules import is_confirmed_member, is_member, is_officer
from tests.factories.events import make_session
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.registrations import make_open_series, make_participant, make_registration


def test_declaring_makes_a_member_without_rights_of_an_office(db, programme):
    user = make_user()
    actions.declare_membership(programme.office, by=user)
    assert is_member(user, programme.office.pk)
    assert not is_officer(user, programme.office.pk)
    assert not is_confirmed_member(user, programme.office.pk)


def test_declaring_twice_changes_nothing(db):
    user, organisation = make_user(), make_organisation()
    first = actions.declare_membership(organisation, by=user)
    assert actions.declare_membership(organisation, by=user) == first
    assert LogEntry.objects.filter(key="people.membership.declared").count() == 1


def test_declaring_an_ended_organisation_is_refused(db):
    ended = make_organisation(valid_to=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.declare_membership(ended, by=make_user())
    assert not Membership.objects.exists()


def test_officer_confirms_once(office_user):
    user, organisation = make_user(), make_organisation()
    membership = actions.declare_membership(organisation, by=user)
    first = actions.confirm_membership(membership, by=office_user)
    second = actions.confirm_membership(membership, by=office_user)
    assert first.confirmed_at == second.confirmed_at
    assert is_confirmed_member(user, organisation.pk)
    assert LogEntry.objects.filter(key="people.membership.confirmed").count() == 1


@pytest.mark.parametrize("act", ["confirm", "name"])
def test_confirmed_member_is_believed_in_registrations_too(office_user, act):
    user, organisation = make_user(), make_organisation()
    series = make_open_series()
    make_session(series, organisation=organisation)
    own = make_participant(series, email=user.email)
    rows = [
        make_registration(series, participant=own, organisation=organisation),
        make_registration(series, organisation=organisation),
        make_registration(participant=make_participant(user=user), organisation=organisation),
        make_registration(
            participant=make_participant(user=user), organisation=make_organisation()
        ),
    ]
    membership = actions.declare_membership(organisation, by=user)
    if act == "confirm":
        actions.confirm_membership(membership, by=office_user)
    else:
        actions.name_contact(membership, "contact", by=office_user)
    confirmed = Registration.objects.filter(Registration.CONFIRMED)
    # The other series may get sessions of the organisation later.
    assert set(confirmed) == {rows[0], rows[2]}


def test_office_names_several_contacts_of_either_side(office_user):
    organisation = make_organisation()
    leader, steward, officer = make_user(), make_user(), make_user()
    rows = [make_membership(who, organisation, confirmed_at=None) for who in (leader, steward)]
    make_membership(steward, organisation, "contact")
    actions.name_contact(rows[0], "contact", by=office_user)
    actions.name_contact(rows[1], "staff_contact", by=office_user)
    named = organisation.memberships.order_by("pk")
    told = [(row.user, row.role, row.is_staff_side) for row in named]
    assert told == [(leader, "contact", False), (steward, "contact", True)]
    assert all(row.confirmed_at for row in named)
    actions.name_contact(named[1], "staff_contact", by=office_user)
    assert LogEntry.objects.filter(key="people.membership.named").count() == 2
    assert LogEntry.objects.get(key="people.membership.ended").before["role"] == "contact"
    actions.name_contact(named[0], "member", by=office_user)
    assert [row.role for row in named.all()] == ["member", "contact"]
    with pytest.raises(NotAllowed):
        actions.name_contact(
            make_membership(officer, organisation, "officer"), "contact", by=office_user
        )


def test_nobody_confirms_their_own_and_outsiders_confirm_none(office_user, outsider):
    own = make_membership(office_user, make_organisation(), confirmed_at=None)
    other = make_membership(make_user(), make_organisation(), confirmed_at=None)
    with pytest.raises(NotAllowed):
        actions.confirm_membership(own, by=office_user)
    with pytest.raises(NotAllowed):
        actions.confirm_membership(other, by=outsider)
    assert Membership.objects.filter(confirmed_at=None).count() == 2


def test_change_of_account_is_logged_without_the_name(applicant):
    actions.change_account(applicant, name=applicant.name, language="sv")
    actions.change_account(applicant, name=applicant.name, language="sv")
    entry = LogEntry.objects.get(key="people.user.saved")
    assert (entry.actor, entry.after) == (applicant, {"changed": ["language"]})
