"""A call's quotas when its applications are decided, one by one and on a slate."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from talkoot.calls.models import Application
from talkoot.calls.queries.calls import is_first_timer
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import actions
from talkoot.decisions.actions import slates as slate_actions
from talkoot.decisions.jobs import sign_slates
from talkoot.decisions.messages.slates import fingerprint, slate_rows, unsigned_lines
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import slates as queries
from talkoot.decisions.queries.quotas import quota_meter
from talkoot.decisions.queries.what_if import facts_of, what_if
from talkoot.people.models import OrganisationSuccession
from tests.factories.calls import make_application, make_call
from tests.factories.decisions import make_decision, make_slate, make_slate_line
from tests.factories.people import make_contact, make_municipality, make_organisation
from tests.factories.programmes import make_offering, make_programme

pytestmark = pytest.mark.usefixtures("questionnaires")
WORDS = {"outcome": "granted", "days": Decimal(2), "reasons": "Ehdot täyttyvät.", "conditions": ""}


def submitted(**fields):
    return make_application(state="submitted", **fields)


def rows_of(slate, user):
    return slate_rows(queries.get_slate(user, slate.pk), user)


def limits(slate, user):
    slate = queries.get_slate(user, slate.pk)
    return what_if(slate_rows(slate, user), facts_of(slate.call)).quotas


def granted_before(organisation, **fields):
    arrived = timezone.now() - datetime.timedelta(days=400)
    earlier = make_application(
        state="approved", organisation=organisation, submitted_at=arrived, **fields
    )
    make_decision(earlier, state="signed")
    return earlier


def with_supervisors(count, **fields):
    application = submitted(**fields)
    application.participant_groups.all().delete()
    application.participant_groups.create(role="supervisor", count=count)
    return application


def test_seats_of_a_role_count_its_people_and_name_it(call, office_user, expert):
    call.quotas.create(measure="seats", role="supervisor", amount=3)
    slate = make_slate(*[with_supervisors(2, expert=expert) for _number in range(2)])
    with translation.override("en"):
        [limit] = limits(slate, office_user)
        assert "upervisor" in limit.name
    assert (limit.amount, limit.used, limit.wanted, limit.is_over) == (3, 0, 4, True)
    slate.lines.update(outcome="refused", days=0)
    make_decision(with_supervisors(1), outcome="refused")
    Application.objects.filter(decision__isnull=False).update(state="approved")
    [limit] = limits(slate, office_user)
    assert (limit.used, limit.wanted) == (1, 0)


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_slate_knows_what_predecessors_were_granted(call, office_user, expert, is_merged):
    old, new = make_organisation(), make_organisation()
    if is_merged:
        OrganisationSuccession.objects.create(
            predecessor=old, successor=new, on=timezone.localdate()
        )
    granted_before(old)
    application = submitted(applicant=make_contact(new), expert=expert)
    [row] = rows_of(make_slate(application), office_user)
    assert row.is_first_timer is not is_merged
    assert is_first_timer(call, new.pk, application.submitted_at) is not is_merged


def test_a_grant_of_another_programme_makes_nobody_known(call, office_user, expert):
    contact = make_contact(make_organisation())
    other = make_call(offering=make_offering(make_programme()))
    granted_before(contact.memberships.get().organisation, call=other)
    [row] = rows_of(make_slate(submitted(applicant=contact, expert=expert)), office_user)
    assert row.is_first_timer


def test_seats_kept_for_first_timers_are_counted_in_one_way(call, office_user, expert):
    call.quotas.create(measure="seats", is_for_first_timers=True, amount=5)
    known = make_organisation()
    granted_before(known)
    twice = make_contact(make_organisation())
    slate = make_slate(
        submitted(applicant=make_contact(known), expert=expert),
        *[submitted(applicant=twice, expert=expert) for _number in range(2)],
    )
    [limit] = limits(slate, office_user)
    assert (limit.used, limit.wanted) == (1, 1)


def test_no_grant_over_the_quota_is_signed(call, office_user, expert):
    call.quotas.create(measure="days", amount=1)
    application = submitted(expert=expert, days_requested=Decimal(2))
    with translation.override("en"), pytest.raises(NotAllowed, match="raise the quota"):
        actions.decide(application, **WORDS, by=office_user)
    assert not Decision.objects.exists()
    call.quotas.update(amount=2)
    actions.decide(application, **WORDS, by=office_user)
    refused = {**WORDS, "outcome": "refused", "days": Decimal(0)}
    actions.decide(submitted(expert=expert), **refused, by=office_user)


def test_days_of_the_whole_call_are_a_ceiling_too(call, office_user, expert):
    call.days_quota = 3
    call.save()
    first, second = (submitted(expert=expert, days_requested=Decimal(2)) for _number in range(2))
    actions.decide(first, **WORDS, by=office_user)
    with pytest.raises(NotAllowed):
        actions.decide(second, **WORDS, by=office_user)
    words = {**WORDS, "outcome": "partly_granted", "days": Decimal(1)}
    actions.decide(second, **words, by=office_user)


def test_what_is_kept_for_first_timers_is_granted_to_them_alone(call, office_user, expert):
    call.quotas.create(measure="days", amount=4)
    call.quotas.create(measure="days", is_for_first_timers=True, amount=3)
    known = make_organisation()
    granted_before(known, call=make_call(offering=call.offering))
    veteran = submitted(applicant=make_contact(known), expert=expert, days_requested=Decimal(2))
    newcomer = submitted(applicant=make_contact(), expert=expert, days_requested=Decimal(2))
    meters = [
        quota_meter(row, outcome="granted", days=Decimal(2)).problem for row in (veteran, newcomer)
    ]
    assert [bool(problem) for problem in meters] == [True, False]


def test_a_quota_of_a_region_binds_its_own_alone(call, office_user, expert):
    call.quotas.create(measure="days", region_code="19", amount=1)
    found = []
    for code in ("19", "01"):
        place = make_municipality(region_code=code)
        contact = make_contact(make_organisation(municipality=place))
        row = submitted(applicant=contact, expert=expert)
        found.append(quota_meter(row, outcome="granted", days=Decimal(2)).problem)
    assert [bool(problem) for problem in found] == [True, False]


def test_a_line_over_the_quota_is_not_signed(call, office_user, expert):
    call.quotas.create(measure="days", amount=1)
    slate = make_slate(*[submitted(expert=expert) for _number in range(2)])
    make_slate_line(slate, submitted(expert=expert), outcome="refused", days=0, reason="Ei riitä.")
    assert [bool(row.problem) for row in rows_of(slate, office_user)] == [False, True, False]
    lines = unsigned_lines(slate, office_user)
    slate_actions.sign_slate(slate, seen=fingerprint(lines), by=office_user)
    assert sign_slates() == 2
    stopped = slate.lines.get(signed_at=None)
    assert stopped.pk == lines[1].pk
    assert stopped.problem


def test_decide_shows_the_quotas_and_keeps_a_draft_over_them(page, office_user, call, expert):
    call.quotas.create(measure="days", amount=1)
    application = submitted(expert=expert, days_requested=Decimal(2))
    page.sign_in(office_user)
    answer = page.get("decide", application.ref, queries=12)
    assert f"/office/calls/{call.slug}/quotas/" in answer.links.values()
    data = {**WORDS, "days": "2"}
    for step in ("confirm", "sign"):
        refused = page.post("decide", {**data, "step": step}, application.ref, status=422)
        assert refused.page.by_id("id_days_error")
    back = f"/office/applications/{application.ref}/decide/"
    page.post("decide", {**data, "step": "save"}, application.ref, redirects_to=back)
    assert Decision.objects.get().state == "drafted"


def test_decide_with_every_kind_of_quota_takes_few_queries(page, office_user, call, expert):
    call.days_quota = 9
    call.save()
    call.quotas.create(measure="seats", is_for_first_timers=True, amount=5)
    call.quotas.create(measure="seats", role="supervisor", amount=30)
    call.quotas.create(measure="days", region_code="19", amount=1)
    old, new = make_organisation(), make_organisation(municipality=make_municipality())
    OrganisationSuccession.objects.create(predecessor=old, successor=new, on=timezone.localdate())
    granted_before(old)
    application = submitted(applicant=make_contact(new), expert=expert)
    page.sign_in(office_user).get("decide", application.ref, queries=15)
    slate = queries.get_slate(office_user, make_slate(application).pk)
    with CaptureQueriesContext(connection) as captured:
        what_if(slate_rows(slate, office_user), facts_of(slate.call))
    assert len(captured) == 7
