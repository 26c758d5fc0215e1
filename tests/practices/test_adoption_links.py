"""Stating an adoption by a mailed link: who gets one, what it does, who confirms."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.practices.actions import adoptions as adoption_actions
from talkoot.practices.actions.adoption_links import (
    drop_expired_addresses,
    request_link,
    state_by_link,
)
from talkoot.practices.models import Adoption, AdoptionLink, Practice
from talkoot.practices.queries.adoptions import is_known_address
from tests.factories.adoptions import make_adoption_link
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.practices import make_adoption, make_practice

TOLD = {"stage": "in_use", "fidelity": "as_is", "adopted_on": datetime.date(2025, 3, 1)}


@pytest.fixture
def contact(db):
    """The contact person of a municipality whose people write from kunta.fi."""
    return make_contact(email="yhteys@kunta.fi")


@pytest.fixture
def organisation(contact):
    return contact.memberships.get().organisation


def test_known_domain_is_that_of_confirmed_members(organisation):
    assert is_known_address(organisation, "kollega@KUNTA.fi")
    assert not is_known_address(organisation, "kollega@muualla.fi")
    assert not is_known_address(organisation, "kollega@x.kunta.fi")
    private = make_organisation()
    make_membership(make_user("oma@gmail.com"), private)
    assert not is_known_address(private, "vieras@gmail.com")


def test_link_goes_where_somebody_vouches(practice, organisation):
    assert request_link(practice, organisation=organisation, email="kollega@kunta.fi")
    assert request_link(practice, organisation=organisation, email="kollega@muualla.fi")
    lonely = make_organisation()
    assert request_link(practice, organisation=lonely, email="vieras@muualla.fi") is None
    assert Message.objects.filter(kind="adoption-link").count() == 2


def test_links_are_few_a_day(practice, organisation):
    sent = [
        request_link(practice, organisation=organisation, email=f"k{number}@kunta.fi")
        for number in range(5)
    ]
    assert [link is not None for link in sent] == [True, True, True, False, False]


def test_link_to_ones_own_practice_is_refused(practice):
    with pytest.raises(NotAllowed):
        request_link(practice, organisation=practice.organisation, email="oma@kunta.fi")


def test_statement_waits_and_the_contact_is_asked(practice, organisation, contact):
    link = make_adoption_link(practice, organisation=organisation)
    adoption = state_by_link(link, told=TOLD)
    link.refresh_from_db()
    assert link.used_at and link.email == ""
    assert adoption.confirmed_at is None and adoption.stated_by is None
    practice.refresh_from_db()
    assert practice.adoption_count == 0
    message = Message.objects.get()
    assert (message.kind, message.user) == ("adoption-confirm", contact)
    adoption_actions.confirm_adoption(adoption, by=contact)
    practice.refresh_from_db()
    assert practice.adoption_count == 1


def test_denied_statement_is_never_shown(practice, organisation, contact):
    adoption = state_by_link(make_adoption_link(practice, organisation=organisation), told=TOLD)
    adoption_actions.deny_adoption(adoption, by=contact)
    adoption.refresh_from_db()
    assert adoption.state == Adoption.State.REMOVED and adoption.confirmed_at is None
    for answer in (adoption_actions.confirm_adoption, adoption_actions.deny_adoption):
        with pytest.raises(NotAllowed):
            answer(adoption, by=contact)


def test_link_works_once_and_within_its_days(practice, organisation):
    link = make_adoption_link(practice, organisation=organisation)
    state_by_link(link, told=TOLD)
    expired = make_adoption_link(practice, token="toinen", expires_at=timezone.now())
    for row in (link, expired):
        with pytest.raises(NotAllowed) as refusal:
            state_by_link(row, told=TOLD)
        assert refusal.value.status == 410


def test_second_waiting_statement_brings_the_first_up_to_date(practice, organisation):
    first = state_by_link(make_adoption_link(practice, organisation=organisation), told=TOLD)
    other = make_adoption_link(practice, organisation=organisation, token="toinen")
    second = state_by_link(other, told={**TOLD, "stage": "trying"})
    assert first.pk == second.pk and second.stage == "trying"


def test_confirmed_mark_is_not_changed_by_a_link(practice, organisation):
    make_adoption(practice, organisation=organisation)
    link = make_adoption_link(practice, organisation=organisation)
    with pytest.raises(NotAllowed):
        state_by_link(link, told=TOLD)
    link.refresh_from_db()
    assert link.used_at is None


def test_withdrawn_practice_and_future_day_are_refused(practice, organisation):
    link = make_adoption_link(practice, organisation=organisation)
    future = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(NotAllowed):
        state_by_link(link, told={**TOLD, "adopted_on": future})
    gone = make_practice(state=Practice.State.WITHDRAWN)
    with pytest.raises(NotAllowed):
        state_by_link(make_adoption_link(gone, token="toinen"), told=TOLD)
    assert not Adoption.objects.exists()


def test_address_is_forgotten_when_the_link_is_used_or_expires(practice, organisation):
    used, left = (
        request_link(practice, organisation=organisation, email=f"{name}@kunta.fi")
        for name in ("eka", "toka")
    )
    state_by_link(used, told=TOLD)
    AdoptionLink.objects.filter(pk=left.pk).update(expires_at=timezone.now())
    assert (drop_expired_addresses(), drop_expired_addresses()) == (1, 0)
    assert not AdoptionLink.objects.exclude(email="").exists()
    assert not Message.objects.filter(kind="adoption-link", address__contains="@").exists()
