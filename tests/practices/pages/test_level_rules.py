"""The office's numbers of the levels."""

import pytest
from django.utils.translation import gettext as _

from talkoot.practices.models import LevelRules, Practice
from talkoot.practices.rules.levels import NUMBERS
from tests.factories.diffusion import make_spread

pytestmark = pytest.mark.django_db


def address(practice):
    return f"/office/levels/{practice.programme.slug}/"


def test_preview_tells_what_would_change_and_changes_nothing(page, practice, office_user):
    make_spread(practice, 3)
    Practice.objects.filter(pk=practice.pk).update(level=2)
    page.sign_in(office_user)
    answer = page.post(address(practice), {**NUMBERS, "independent_3": 3})
    assert [(row.before, row.after) for row in answer.context["changed"]] == [(2, 3)]
    assert not LevelRules.objects.exists()


def test_saving_moves_the_levels(page, practice, office_user):
    make_spread(practice, 3)
    page.sign_in(office_user)
    data = {**NUMBERS, "independent_3": 3, "save": "1"}
    page.post(address(practice), data, redirects_to=address(practice))
    practice.refresh_from_db()
    assert practice.level == 3
    assert LevelRules.objects.get().numbers == {"independent_3": 3}


def test_zero_is_refused(page, practice, office_user):
    page.sign_in(office_user)
    answer = page.post(address(practice), {**NUMBERS, "adopters_2": 0}, status=422)
    assert "adopters_2" in answer.context["form"].errors


def test_other_office_does_not_reach_it(page, practice, other_officer):
    page.sign_in(other_officer).get("level-rules", practice.programme.slug, status=404)


def test_page_opens_in_each_language(page, practice, office_user):
    page.sign_in(office_user)
    assert _("Levels of diffusion") == page.get("level-rules", practice.programme.slug).h1
    for prefix in ("/sv", "/en"):
        page.get(f"{prefix}/office/levels/{practice.programme.slug}/")
