"""A programme ends, its records get their keeper, and surveys by the calendar are still sent."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls.actions.calls import publish_call, save_call
from talkoot.calls.rules.calls import check_arrival, takes_arrivals
from talkoot.calls.rules.parts import check_terms
from talkoot.core.refusals import NotAllowed
from talkoot.programmes.models import Programme
from talkoot.surveys.actions.repeating import plan_by_calendar
from talkoot.surveys.models import SurveyPlan
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_officer, make_organisation
from tests.factories.rounds import make_plan


@pytest.fixture
def keeper(db):
    """Another organisation in which somebody can decide."""
    organisation = make_organisation()
    make_officer(organisation, may_sign=True)
    return organisation


def test_a_programme_ends_only_when_nobody_waits_for_its_office(page, programme, keeper):
    decider = make_officer(programme.office, may_sign=True)
    given = {"keeper": keeper.pk, "contact_email": "arkisto@esimerkki.fi"}
    application = make_application(state="submitted")
    application.call.closes_at = timezone.now() - datetime.timedelta(days=1)
    application.call.save()
    page.sign_in(decider).get("end-programme", programme.slug)
    page.post("end-programme", given, programme.slug, status=409)
    type(application).objects.update(state="rejected")
    page.sign_in(make_officer(programme.office))
    page.post("end-programme", given, programme.slug, status=403)
    page.sign_in(decider)
    address = f"/programmes/{programme.slug}/"
    assert page.post("end-programme", {"contact_email": "x"}, programme.slug).errors
    # Nobody could open the records of an organisation whose only decider has gone.
    empty = make_organisation()
    make_officer(empty, may_sign=True, is_active=False)
    assert page.post("end-programme", given | {"keeper": empty.pk}, programme.slug).errors
    page.post("end-programme", given, programme.slug, redirects_to=address)
    programme.refresh_from_db()
    assert (programme.state, programme.office) == (Programme.State.ENDED, keeper)
    # The earlier office has given its rights away; the keeper may hand the records on.
    page.get("end-programme", programme.slug, status=404)
    page.sign_in(make_officer(keeper, may_sign=True)).get("end-programme", programme.slug)


def test_an_ended_programme_asks_on_but_opens_no_call(programme):
    call = make_call(published_at=None)
    ended = timezone.localdate() - datetime.timedelta(days=1)
    values = {"state": Programme.State.ENDED, "ends_on": ended}
    values["starts_on"] = ended - datetime.timedelta(days=300)
    Programme.objects.filter(pk=programme.pk).update(**values)
    call.refresh_from_db()
    officer = make_officer(programme.office)
    with pytest.raises(NotAllowed):
        publish_call(call, by=officer)
    closed = make_call(closes_at=timezone.now() - datetime.timedelta(days=1))
    for closes_at in (None, timezone.now() + datetime.timedelta(days=1)):
        with pytest.raises(NotAllowed):
            save_call(closed, values={"closes_at": closes_at}, by=officer)
    make_plan(trigger=SurveyPlan.Trigger.PROGRAMME_ENDED, months=12, every_months=12, times=3)
    assert plan_by_calendar() == 1


def test_a_late_application_is_taken_no_more_and_no_grace_opens_a_call_again(programme):
    closed = timezone.now() - datetime.timedelta(minutes=1)
    draft = make_application(call=make_call(closes_at=closed, late_policy="marked"))
    assert takes_arrivals(draft.call, timezone.now())
    draft.call.offering.programme.state = Programme.State.ENDED
    with pytest.raises(NotAllowed, match="sulkeutunut"):
        check_arrival(draft.call, timezone.now())
    with pytest.raises(NotAllowed):
        check_terms(draft.call, {"closes_at": closed, "grace_minutes": 600})
    check_terms(draft.call, {"closes_at": closed, "grace_minutes": 0})
