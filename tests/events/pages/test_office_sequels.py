"""What followed of a series outside the programme, written down by its office."""

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.events.models import Sequel
from tests.factories.engagements import make_engagement
from tests.factories.events import make_event
from tests.factories.people import the_applicant
from tests.figures import count


def told(**fields):
    today = timezone.localdate()
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    return {"organisation_name": "Kuhmon kaupunki", "text": "Jatkohanke", **day, **fields}


def test_grant_and_qualification_are_written_down_and_counted(page, office_user, programme):
    pk = make_event(programme=programme).pk
    here = f"/office/series/{pk}/sequels/"
    page.sign_in(office_user)
    grant = told(kind="grant", funder="Työsuojelurahasto", amount_eur="20 000")
    page.post("office-sequels", grant, pk, redirects_to=here)
    persons = told(kind="qualification", persons="20", text="Lähiesimiestyön ammattitutkinto")
    page.post("office-sequels", persons, pk, redirects_to=here)
    assert count("outside-grants", programme).value == 1
    assert count("qualification-persons", programme).value == 20
    assert "Työsuojelurahasto, 20" in page.get("office-sequels", pk).text
    page.post("remove-sequel", {}, pk, Sequel.objects.get(kind="grant").pk, redirects_to=here)
    assert count("outside-grants", programme).value == 0
    assert LogEntry.objects.filter(key__startswith="events.sequel.").count() == 3


@pytest.mark.parametrize(
    "wrong", [{"kind": "grant"}, {"kind": "qualification"}, {"kind": ""}, {"on_year": "2999"}]
)
def test_what_is_missing_is_asked_for(page, office_user, programme, wrong):
    pk = make_event(programme=programme).pk
    page.sign_in(office_user)
    refused = page.post("office-sequels", told(kind="other") | wrong, pk, status=422)
    assert len(refused.errors) == 1
    assert not Sequel.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_page_reads_the_same_however_many(page, office_user, programme, number):
    series = make_event(programme=programme)
    for _row in range(number):
        series.sequels.create(
            kind="other", text="Jatko", organisation_name="Kaupunki", on=timezone.localdate(),
            recorded_by=the_applicant(),
        )  # fmt: skip
    page.sign_in(office_user).get("office-sequels", series.pk, queries=6)


def test_days_of_an_engagement_lead_to_it(page, office_user, other_officer):
    engagement = make_engagement()
    shown = page.sign_in(office_user).get("engagement", engagement.application.ref)
    assert f"/office/series/{engagement.series_id}/sequels/" in shown.links.values()
    page.get("office-sequels", engagement.series_id)
    page.sign_in(other_officer).get("office-sequels", engagement.series_id, status=404)
