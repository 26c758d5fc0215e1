"""Recording a jury's statement."""

import pytest

from talkoot.practices.models import JuryStatement

pytestmark = pytest.mark.django_db
DATA = {"is_confirmed": "yes", "grounds": "Levinnyt laajasti.", "jury": "Raati"}
DAY = {"stated_on_day": "1", "stated_on_month": "6", "stated_on_year": "2026"}


def test_statement_is_recorded(page, practice, office_user):
    page.sign_in(office_user)
    page.post(
        f"/office/practices/{practice.slug}/jury/",
        {**DATA, **DAY},
        redirects_to=f"/practices/{practice.slug}/spread/",
    )
    statement = JuryStatement.objects.get()
    assert statement.is_confirmed and statement.grounds == DATA["grounds"]


@pytest.mark.parametrize(
    "gap", [{"grounds": "   "}, {"jury": ""}, {"stated_on_year": "2999"}, {"is_confirmed": ""}]
)
def test_gap_is_told(page, practice, office_user, gap):
    page.sign_in(office_user)
    page.post(f"/office/practices/{practice.slug}/jury/", {**DATA, **DAY, **gap}, status=422)
    assert not JuryStatement.objects.exists()


def test_page_opens_in_each_language(page, practice, office_user):
    page.sign_in(office_user)
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/office/practices/{practice.slug}/jury/")
