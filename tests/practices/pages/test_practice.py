"""The page of one practice."""

import pytest
from django.utils.translation import gettext as _

from talkoot.practices.models import Adoption, Practice
from tests.factories.engagements import make_engagement
from tests.factories.practices import make_adoption, make_practice
from tests.factories.programmes import make_theme


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number_of_adopters(page, practice, count):
    for _number in range(count):
        make_adoption(practice)
    page.get("practice", practice.slug, queries=5)


def test_facts_story_and_origin_are_told_without_personal_data(page, applicant):
    engagement = make_engagement(state="delivered")
    practice = make_practice(engagement=engagement, author=applicant, is_demo=True)
    text = page.get("practice", practice.slug).text
    offering = engagement.application.call.offering.name
    for words in (practice.gist, practice.need, practice.results, "Kuopion kaupunki", offering):
        assert words in text
    assert applicant.name not in text and applicant.email not in text


def test_need_that_the_organisation_told_stands_behind_it(page, db):
    engagement = make_engagement(state="delivered")
    later, first = make_theme(order=2), make_theme(order=1)
    engagement.application.themes.set([later, first])
    answer = page.get("practice", make_practice(engagement=engagement).slug)
    needs = answer.context["shown"].needs
    assert [theme.code for theme in needs] == [first.code, later.code]
    assert f"/themes/{first.code}/" in answer.links.values()


def test_adopters_stand_with_stage_and_change(page, practice):
    make_adoption(practice, stage=Adoption.Stage.TRYING, note="Vain yhdessä yksikössä.")
    hidden = make_adoption(practice, state=Adoption.State.REMOVED, note="Poistettu merkintä")
    text = page.get("practice", practice.slug).text
    assert str(Adoption.Stage.TRYING.label) in text.lower() and "Vain yhdessä yksikössä." in text
    assert hidden.note not in text


def test_draft_is_there_for_its_author_only(page, applicant, outsider):
    practice = make_practice(state=Practice.State.DRAFT, author=applicant)
    page.get("practice", practice.slug, status=404)
    page.sign_in(outsider).get("practice", practice.slug, status=404)
    assert (
        _("Your text and its state") in page.sign_in(applicant).get("practice", practice.slug).text
    )


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        assert page.get(f"{prefix}/practices/{practice.slug}/").h1 == practice.title


def test_a_withdrawn_practice_says_so_where_it_was(page, practice, office_user):
    Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
    refused = page.get("practice", practice.slug, status=410)
    assert "Tämä ei ole saatavilla" in refused.text
    assert _("This practice has been withdrawn. See the list of practices for others.") in (
        refused.text
    )
    Practice.objects.filter(pk=practice.pk).update(published_at=None)
    page.get("practice", practice.slug, status=404)
    page.sign_in(office_user).get("practice", practice.slug)
