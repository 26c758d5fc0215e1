"""Everybody who adopted a practice, on a page of their own."""

import datetime
import re

import pytest

from talkoot.audit.models import LogEntry
from talkoot.practices.actions import adoptions as actions
from talkoot.practices.models import JuryStatement, Practice
from talkoot.practices.queries.spread import spread_of
from tests.factories.practices import make_adoption, make_practice


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, practice, count):
    teacher = make_adoption(practice)
    for _number in range(count):
        make_adoption(practice, learned_from=teacher)
    answer = page.get("practice-adoptions", practice.slug, queries=9)
    assert answer.text.count(teacher.organisation.name) == count + 2


def test_only_the_newest_stand_on_the_practices_page(page, practice):
    for _number in range(13):
        make_adoption(practice)
    answer = page.get("practice", practice.slug)
    assert f"/practices/{practice.slug}/adoptions/" in answer.links.values()
    assert answer.text.count("Testikunta") == 12


def test_adoption_after_the_programme_is_told(page, practice):
    make_adoption(practice, adopted_on=practice.programme.ends_on)
    before = page.get("/en" + f"/practices/{practice.slug}/adoptions/").text
    assert "after the programme" not in before
    late = practice.programme.ends_on + datetime.timedelta(days=1)
    make_adoption(practice, adopted_on=late)
    assert "after the programme" in page.get(f"/en/practices/{practice.slug}/adoptions/").text


def test_what_shows_it_is_a_link(page, practice):
    make_adoption(practice, evidence_url="https://esimerkki.fi/raportti")
    assert (
        "https://esimerkki.fi/raportti"
        in page.get("practice-adoptions", practice.slug).links.values()
    )


def test_origin_and_own_versions_are_credited(page, practice):
    version = make_practice("Oma versio", origin_practice=practice, origin="peer")
    draft = make_practice("Luonnos", origin_practice=practice, state=Practice.State.DRAFT)
    text = page.get("practice", practice.slug).text
    assert version.title in text and draft.title not in text
    assert practice.title in page.get("practice", version.slug).text


def test_story_goes_from_its_beginning_to_the_versions_elsewhere(page, practice, office_user):
    Practice.objects.filter(pk=practice.pk).update(began_year=2004)
    version = make_practice("Oma versio", origin_practice=practice)
    JuryStatement.objects.create(
        practice=practice, is_confirmed=True, grounds="Laaja.", jury="Työryhmä",
        stated_on=datetime.date(2029, 11, 1), recorded_by=office_user,
    )  # fmt: skip
    text = page.get("practice-adoptions", practice.slug).text
    assert text.index("2004") < text.index("Työryhmä")
    assert str(version.organisation) in text
    assert practice.title in page.get("practice-adoptions", version.slug).text
    assert "2004" in page.get("practice", practice.slug).text


def test_origin_that_was_withdrawn_is_no_link(page, practice):
    version = make_practice("Oma versio", origin_practice=practice, origin="peer")
    Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
    assert practice.get_absolute_url() not in page.get("practice", version.slug).links.values()


def test_waiting_statement_is_not_shown(page, practice):
    waiting = make_adoption(practice, confirmed_at=None)
    for name in ("practice", "practice-adoptions"):
        assert waiting.organisation.name not in page.get(name, practice.slug).text


def test_unpublished_practice_is_not_told(page, db):
    page.get("practice-adoptions", make_practice(state="draft").slug, status=404)


def test_office_tells_that_an_adopter_is_not_independent(page, practice, office_user):
    adoptions = [make_adoption(practice) for _number in range(2)]
    note = "Sama konsultti toi mallin kummallekin."
    page.sign_in(office_user)
    address = ("adoption-dependence", practice.slug, adoptions[0].pk)
    page.get(*address)
    page.post(address[0], {"note": note}, *address[1:], redirects_to=re.compile("/adoptions/$"))
    assert len(spread_of(practice).independent) == 1
    entry = LogEntry.objects.get(key="practices.adoption.dependence_told")
    assert entry.after == {"note": note, "is_independent": False}
    # What happens to the adoption later does not undo it.
    actions.move_adoption(adoptions[0], stage="trying", by=office_user)
    actions.move_adoption(adoptions[0], stage="in_use", by=office_user)
    assert len(spread_of(practice).independent) == 1
    assert note in page.get(*address).text
    page.post(address[0], {"note": ""}, *address[1:], redirects_to=re.compile("/adoptions/$"))
    assert len(spread_of(practice).independent) == 2


def test_link_to_independence_is_the_office_s(page, practice, office_user, outsider):
    adoption = make_adoption(practice)
    address = f"/adoptions/{adoption.pk}/dependence/"
    assert address not in str(page.get("practice-adoptions", practice.slug).links)
    page.sign_in(outsider)
    assert address not in str(page.get("practice-adoptions", practice.slug).links)
    page.sign_in(office_user)
    assert address in str(page.get("practice-adoptions", practice.slug).links)
