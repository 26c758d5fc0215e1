"""A theme that is retired is not offered for what is new; what has it keeps it."""

import pytest
from django.utils import timezone

from talkoot.calls.forms import StepForm
from talkoot.calls.rules.answers import questions_of, step_of
from talkoot.practices.queries.proposals import proposed_rows
from talkoot.programmes.models import Theme, ThemeUse
from talkoot.programmes.queries import themes_offered
from talkoot.search.categories import categories_of
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


def test_retired_theme_stays_only_where_it_was_chosen(page, office_user):
    kept, retired = make_theme(ThemeUse.PRACTICE), make_theme(ThemeUse.PRACTICE)
    old, new = make_practice(), make_practice()
    old.themes.add(retired)
    assert set(themes_offered(ThemeUse.PRACTICE)) >= {kept, retired}
    Theme.objects.filter(pk=retired.pk).update(retired_on=timezone.localdate())
    assert retired not in themes_offered(ThemeUse.PRACTICE)
    page.sign_in(office_user)
    told = [page.get("edit-practice", row.slug).text for row in (old, new)]
    assert [retired.name in text for text in told] == [True, False]


def test_retired_theme_is_not_proposed_for_a_draft(db):
    code, words = next(iter(categories_of("themes").items()))
    theme, body = make_theme(ThemeUse.PRACTICE, code=code), make_organisation()
    assert proposed_rows(words, body)["themes"] == [theme]
    Theme.objects.update(retired_on=timezone.localdate())
    assert proposed_rows(words, body)["themes"] == []


def test_retired_theme_is_not_offered_to_an_applicant(application):
    retired = make_theme(retired_on=timezone.localdate())
    [item] = [item for item in questions_of(application) if item.code == "themes"]

    def offered():
        return dict(StepForm(application, step_of(item)).fields["themes"].choices)

    assert str(retired.pk) not in offered()
    application.themes.add(retired)
    assert str(retired.pk) in offered()
