"""Adopters and owners that have merged: each organisation counts once, and its successor acts."""

import datetime
import re
from dataclasses import replace

import pytest

from talkoot.people.models import OrganisationSuccession
from talkoot.practices.actions import adoptions as actions
from talkoot.practices.actions.owners import transfer_practice
from talkoot.practices.jobs import recount_all_levels
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.queries.adoptions import visible_adoptions
from talkoot.practices.queries.organisations import adopted_by, organisations_with_practices
from talkoot.practices.queries.spread import spread_of
from talkoot.practices.rules.merged import merged
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.practices import make_adoption, make_practice
from tests.practices.test_spread import adopter

pytestmark = pytest.mark.django_db
DAY = datetime.date
MERGED = DAY(2026, 1, 1)
BEFORE = DAY(2025, 12, 31)
OWN, PAGE = re.compile(r"/my/adoptions/\d+/$"), re.compile(r"/practices/[\w-]+/$")


def merge(new, *old):
    for row in old:
        row.valid_to = BEFORE
        row.save(update_fields=["valid_to"])
        OrganisationSuccession.objects.create(predecessor=row, successor=new, on=MERGED)


def fresh(practice):
    return Practice.objects.get(pk=practice.pk)


def counts(practice, day=None):
    found = spread_of(fresh(practice), day)
    return len(found.adopters), len(found.independent), found.eligible_count


def test_adopters_that_merge_are_one_from_then_on(practice):
    old, new = [make_organisation(), make_organisation()], make_organisation()
    for row in old:
        make_adoption(practice, organisation=row, adopted_on=DAY(2024, 1, 1))
    actions.count_adoptions(practice)
    merge(new, *old)
    assert counts(practice, BEFORE) == (2, 2, 3)
    assert counts(practice) == (1, 1, 1) and spread_of(fresh(practice)).reach == 1.0
    assert recount_all_levels() == 1 and fresh(practice).adoption_count == 1
    contact = make_contact(new)
    actions.adopt(
        fresh(practice), organisation=new, stage="trying", fidelity="as_is",
        adopted_on=DAY(2026, 3, 1), by=contact,
    )  # fmt: skip
    assert counts(practice) == (1, 1, 1) and fresh(practice).adoption_count == 1
    assert spread_of(fresh(practice)).adopters[0].name == new.name
    assert recount_all_levels() == 0


def test_adopter_that_ended_without_a_successor_uses_nothing(practice):
    gone = make_organisation(valid_to=BEFORE)
    make_adoption(practice, organisation=gone, adopted_on=DAY(2024, 1, 1))
    make_adoption(practice)
    actions.count_adoptions(practice)
    found = spread_of(fresh(practice))
    assert (len(found.started), len(found.adopters), found.dropped) == (2, 1, [])
    assert fresh(practice).adoption_count == 1 and found.reach == 1.0
    assert len(spread_of(fresh(practice), BEFORE).adopters) == 1


def test_practice_passed_to_its_adopter_is_not_adopted_by_its_owner(office_user):
    old, new = make_organisation(), make_organisation()
    practice = make_practice(organisation=old)
    make_adoption(practice, organisation=new)
    actions.count_adoptions(practice)
    assert fresh(practice).adoption_count == 1
    merge(new, old)
    assert counts(practice) == (0, 0, 0)
    transfer_practice(practice, by=office_user)
    assert counts(practice) == (0, 0, 0)
    assert (fresh(practice).adoption_count, fresh(practice).level) == (0, 0)
    assert not visible_adoptions(fresh(practice)).exists() and not adopted_by(new).exists()
    (listed,) = organisations_with_practices().filter(pk=new.pk)
    assert (listed.published, listed.adopted) == (1, 0)


def test_the_furthest_of_those_that_merged_tells_the_stage():
    used = adopter(1, (DAY(2020, 1, 1), "in_use"), (DAY(2022, 1, 1), "dropped"), benefit=None)
    tried = adopter(2, (DAY(2021, 1, 1), "trying"), benefit=4)
    again = adopter(3, (DAY(2023, 1, 1), "in_use"), learned_from=1)
    other = adopter(4, (DAY(2023, 1, 1), "in_use"), learned_from=3)
    rows = [used, *(replace(row, organisation_id=1) for row in (tried, again)), other]
    one, last = merged(rows)
    assert (one.pk, one.benefit, one.learned_from, last.learned_from) == (1, 4, None, 1)
    days = [DAY(2019, 1, 1), DAY(2021, 6, 1), DAY(2022, 6, 1), DAY(2023, 6, 1)]
    assert [one.stage_on(day) for day in days] == ["", "in_use", "trying", "in_use"]


def test_successors_people_act_for_what_a_merged_organisation_adopted(page, practice):
    oldest, old, new = make_organisation("Vanhin"), make_organisation("Vanha"), make_organisation()
    waiting = make_adoption(practice, organisation=oldest, confirmed_at=None)
    adoption = make_adoption(practice, organisation=old)
    member, contact = make_user(), make_contact(new)
    make_membership(member, new)
    page.sign_in(member).get("my-adoption", adoption.pk, status=404)
    merge(old, oldest)
    merge(new, old)
    page.get("my-adoption", adoption.pk)
    page.get("confirm-adoption", waiting.pk, status=404)
    text = page.get("my-adoptions").text
    assert "Vanha" in text and "Vanhin" in text
    page.post("move-adoption", {"stage": "trying"}, adoption.pk, redirects_to=OWN)
    own = page.sign_in(contact)
    own.get("my-adoption", waiting.pk)
    own.post("confirm-adoption", {"answer": "confirm"}, waiting.pk, redirects_to=PAGE)
    assert Adoption.objects.get(pk=waiting.pk).confirmed_by == contact
