"""The list of themes."""

import pytest

from talkoot.programmes.models import Theme

pytestmark = pytest.mark.django_db


def test_themes_stand_with_their_counts(page, practice):
    theme = Theme.objects.create(use="practice", code="vuorot", name_fi="Työvuorot")
    practice.themes.add(theme)
    answer = page.get("themes", queries=1)
    assert theme.name_fi in answer.text and [row.count for row in answer.context["themes"]] == [1]


def test_page_opens_in_each_language(page, db):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/themes/")
