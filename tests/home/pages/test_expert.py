"""An expert's profile."""

import datetime

import pytest
from django.utils import timezone

from talkoot.experts.actions import profiles as actions
from talkoot.experts.models import Framework
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.files import make_picture
from tests.factories.profiles import make_availability, make_competence, make_expert_reply
from tests.factories.programmes import make_offering, make_theme
from tests.factories.surveys import make_response, make_round

pytestmark = pytest.mark.django_db


def teaches(supplier, count):
    for _number in range(count):
        supplier.curricula.create(
            offering=make_offering(supplier.framework.programme),
            title="Muutosjohtaja",
            content="Kolme päivää.",
            days=3,
            updated_at=timezone.now(),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_profile_shows_the_same_facts_of_everybody(page, expert, count):
    for _ in range(count):
        expert.themes.add(make_theme(name_fi="Johtaminen"))
        expert.competences.add(make_competence(name_fi="Dialogi"))
        make_availability(expert, note="lomalla")

    teaches(expert.supplier, count)
    answer = page.get("expert", expert.slug, queries=8)

    assert answer.h1 == "Elli Sparraaja"
    for words in ("Testivalmennus Oy", "Johtaminen", "Dialogi", "lomalla", "Muutosjohtaja"):
        assert words in answer.text
    assert expert.email not in answer.text


def test_contact_shows_only_by_the_experts_own_choice(page, expert):
    values = {"shows_contact": True, "phone": "040 123"}
    actions.save_practicalities(expert, values=values, by=expert.user)

    text = page.get("expert", expert.slug).text
    assert expert.email in text and "040 123" in text


def test_feedback_shows_from_five_answers_with_the_reply(page, expert):
    survey = make_round()
    engagement = make_engagement(expert=expert, state="delivered", feedback_round=survey)
    make_day_report(engagement.series.sessions.get(), expert=expert, feedback_round=survey)
    make_expert_reply(expert, state="published", text="Opin palautteesta.")
    make_expert_reply(expert, text="Ei vielä julki.")
    for _ in range(4):
        make_response(survey, answers={"competence": "5", "overall": "4"})
    assert "4,0" not in page.get("expert", expert.slug).text

    make_response(survey, answers={"competence": "5", "overall": "4"})
    text = page.get("expert", expert.slug).text
    assert "5,0" in text and "4,0" in text
    assert "Opin palautteesta." in text and "Ei vielä julki." not in text


def test_picture_has_its_words_and_is_served(page, expert):
    actions.set_photo(expert, make_picture(), by=expert.user)
    actions.save_practicalities(expert, values={"photo_alt": "Elli taululla"}, by=expert.user)

    assert b'alt="Elli taululla"' in page.get("expert", expert.slug).content
    answer = page.get("expert-photo", expert.slug)
    assert answer.headers["Content-Type"] == "image/png"
    assert "public" in answer.headers["Cache-Control"]


def test_profile_ends_with_the_framework(page, expert, office_user):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Framework.objects.update(valid_to=yesterday)

    page.get("expert", expert.slug, status=404)
    page.get("expert-photo", expert.slug, status=404)
    page.sign_in(office_user).get("expert", expert.slug)


def test_unknown_expert_is_not_found(page):
    page.get("expert", "ei-ole", status=404)
