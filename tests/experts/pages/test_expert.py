"""An expert's profile."""

import datetime

import pytest
from django.utils import timezone

from talkoot.experts.models import Framework
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


def test_profile_shows_the_same_facts_of_everybody(page, expert):
    expert.themes.add(make_theme(name_fi="Johtaminen"))

    answer = page.get("expert", expert.slug, queries=2)

    assert answer.h1 == "Elli Sparraaja"
    assert "Testivalmennus Oy" in answer.text
    assert "Johtaminen" in answer.text
    assert expert.email not in answer.text


def test_profile_ends_with_the_framework(page, expert, office_user):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Framework.objects.update(valid_to=yesterday)

    page.get("expert", expert.slug, status=404)
    page.sign_in(office_user).get("expert", expert.slug)


def test_unknown_expert_is_not_found(page):
    page.get("expert", "ei-ole", status=404)
