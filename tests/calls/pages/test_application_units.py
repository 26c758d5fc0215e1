"""The unit that applies: those of the organisation that have applied before are offered."""

from talkoot.calls.models import Application
from tests.factories.calls import make_application
from tests.factories.people import make_organisation


def step(application):
    return f"/my/applications/{application.ref}/participants/"


def offered(answer):
    """The names of the list: its options have a value and no text."""
    return [row.get("value") for row in answer.page.all("option") if not row.text]


def test_units_that_have_applied_are_offered_once_in_order(page, call, applicant):
    draft = make_application(unit_name="")
    make_application(state="rejected", unit_name="Vanhuspalvelut")
    make_application(state="approved", unit_name="Kirjasto")
    make_application(state="submitted", unit_name="Kirjasto")
    make_application(unit_name="Kesken")
    make_application(state="submitted", unit_name="Muun", organisation=make_organisation())
    shown = page.sign_in(applicant).get(step(draft))
    assert offered(shown) == ["Kirjasto", "Vanhuspalvelut"]
    assert shown.page.by_id("id_unit_name").get("list") == "units"
    page.post(step(draft), {"unit_name": "Päiväkoti", "draft": "1"}, redirects_to=step(draft))
    assert Application.objects.get(pk=draft.pk).unit_name == "Päiväkoti"


def test_unconfirmed_member_is_offered_none(page, call, applicant):
    draft = make_application(unit_name="")
    make_application(state="rejected", unit_name="Vanhuspalvelut")
    applicant.memberships.update(confirmed_at=None)
    assert offered(page.sign_in(applicant).get(step(draft))) == []


def test_units_cost_one_query_however_many(page, call, applicant):
    draft = make_application(unit_name="")
    page.sign_in(applicant).get(step(draft))
    for unit in ("Kirjasto", "Vanhuspalvelut"):
        make_application(state="rejected", unit_name=unit)
        page.get(step(draft), queries=9)
