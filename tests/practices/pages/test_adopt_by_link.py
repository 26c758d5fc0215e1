"""Asking for a link, stating by it, and the contact's confirmation."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.practices.models import Adoption, AdoptionLink, Practice
from tests.factories.adoptions import LINK_TOKEN, make_adoption_link
from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_adoption, make_practice

ASKED = re.compile(r"/adopt/link/asked/$")
TOLD = {"stage": "in_use", "fidelity": "adapted", "adopted_on": "1.3.2025"}


@pytest.fixture
def organisation(outsider):
    return outsider.memberships.get().organisation


def test_answer_is_the_same_for_colleagues_and_strangers(page, practice, organisation):
    page.get("request-adoption-link", practice.slug, queries=3)
    texts = []
    for number, email in enumerate(("kollega@esimerkki.fi", "vieras@muualla.fi"), start=1):
        sent = {"organisation": organisation.name, "email": email}
        answer = page.post(
            "request-adoption-link", sent, practice.slug, redirects_to=ASKED
        ).follow()
        texts.append(answer.text)
        assert AdoptionLink.objects.count() == number
    assert texts[0] == texts[1]
    nobody = make_practice().organisation
    nobody.memberships.all().delete()
    sent = {"organisation": nobody.name, "email": "vieras@muualla.fi"}
    other = make_practice(organisation=organisation)
    page.post("request-adoption-link", sent, other.slug, redirects_to=ASKED)
    assert AdoptionLink.objects.count() == 2


def test_unknown_organisation_and_bad_address_are_told(page, practice, organisation):
    sent = {"organisation": "Ei olemassa", "email": "ei osoite"}
    assert len(page.post("request-adoption-link", sent, practice.slug).errors) == 2
    own = {"organisation": practice.organisation.name, "email": "oma@esimerkki.fi"}
    page.post("request-adoption-link", own, practice.slug, status=409)


def test_asking_again_and_again_has_to_wait(page, practice, organisation):
    cache.clear()
    sent = {"organisation": organisation.name, "email": "kollega@esimerkki.fi"}
    for _number in range(10):
        page.post("request-adoption-link", sent, practice.slug, redirects_to=ASKED)
    page.post("request-adoption-link", sent, practice.slug, status=429)
    assert AdoptionLink.objects.count() == 3
    cache.clear()


def test_link_states_and_the_contact_confirms(page, practice, organisation, outsider):
    make_adoption_link(practice, organisation=organisation)
    page.get("adopt-by-link", LINK_TOKEN, queries=3)
    answer = page.post("adopt-by-link", TOLD, LINK_TOKEN)
    assert organisation.name in answer.text
    adoption = Adoption.objects.get()
    assert organisation.name not in page.get("practice", practice.slug).text
    page.get("adopt-by-link", LINK_TOKEN, status=410)
    page.sign_in(outsider)
    page.get("confirm-adoption", adoption.pk, queries=5)
    page.post(
        "confirm-adoption",
        {"answer": "confirm"},
        adoption.pk,
        redirects_to=practice.get_absolute_url(),
    )
    assert organisation.name in page.get("practice", practice.slug).text
    page.post("confirm-adoption", {"answer": "deny"}, adoption.pk, status=409)


def test_contact_refuses_and_it_is_never_shown(page, practice, organisation, outsider):
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    page.sign_in(outsider).post("confirm-adoption", {}, waiting.pk)
    page.post(
        "confirm-adoption",
        {"answer": "deny"},
        waiting.pk,
        redirects_to=practice.get_absolute_url(),
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmed_at) == ("removed", None)


def test_members_and_strangers_do_not_confirm(page, practice, organisation, applicant):
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    member = make_user()
    make_membership(member, organisation)
    for user in (member, applicant):
        page.sign_in(user).post("confirm-adoption", {"answer": "confirm"}, waiting.pk, status=404)


def test_office_may_confirm(page, practice, organisation, office_user):
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    page.sign_in(office_user).post(
        "confirm-adoption",
        {"answer": "confirm"},
        waiting.pk,
        redirects_to=practice.get_absolute_url(),
    )


def test_forged_expired_and_late_links_are_told_apart(page, practice, organisation):
    page.get("adopt-by-link", "x" * 32, status=404)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    make_adoption_link(practice, token="vanha-linkki", expires_at=yesterday)
    page.post("adopt-by-link", TOLD, "vanha-linkki", status=410)
    gone = make_practice(state=Practice.State.WITHDRAWN)
    make_adoption_link(gone, token="poistetun-linkki")
    page.get("adopt-by-link", "poistetun-linkki", status=410)
    make_adoption(practice, organisation=organisation)
    make_adoption_link(practice, organisation=organisation)
    page.get("adopt-by-link", LINK_TOKEN, status=409)
    assert not Message.objects.exists()


def test_wrong_answers_keep_the_link(page, practice, organisation):
    link = make_adoption_link(practice, organisation=organisation)
    answer = page.post("adopt-by-link", {**TOLD, "adopted_on": "1.1.2099"}, LINK_TOKEN)
    assert len(answer.errors) == 1
    link.refresh_from_db()
    assert link.used_at is None


def test_pages_open_in_each_language(page, practice, organisation, outsider):
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    make_adoption_link(make_practice(), organisation=organisation)
    page.sign_in(outsider)
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/practices/{practice.slug}/adopt/link/")
        page.get(f"{prefix}/practices/{practice.slug}/adopt/link/asked/")
        page.get(f"{prefix}/adopt/{LINK_TOKEN}/")
        page.get(f"{prefix}/adoptions/{waiting.pk}/confirm/")
