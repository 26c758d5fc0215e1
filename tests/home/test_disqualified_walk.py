"""A disqualified officer walks every address that can be opened, and no page tells of the case.

The addresses are read from the product, not listed: a page that is added is walked at once.
"""

from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest
from django.urls import get_resolver, reverse

from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application, JointApplicant
from talkoot.core.figures import all_figures
from talkoot.correspondence.models import Message
from talkoot.decisions.models import AidGrant, InformationRequest, Slate
from talkoot.engagements.models import Engagement, Experiment, Invoice, StuckItem
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import (
    make_information_request,
    make_reconsideration,
    make_sent_decision,
    make_slate,
)
from tests.factories.delivery import make_invoice, make_invoice_line, make_reported, make_stuck_item
from tests.factories.engagements import make_engagement
from tests.factories.people import make_organisation, make_user
from tests.factories.rounds import make_planned_round
from tests.factories.teams import (
    make_commitment,
    make_development_task,
    make_experiment,
    make_team,
    make_team_member,
)

SECRET, CITY, LEAD = "Salattu kehittämistyö", "Salaperäisen kaupunki", "Salainen Vetäjä"
# Addresses that end the visit or the sign-in.
LEFT_OUT = ("admin:", "account_", "mfa_", "djdt", "demo-sign-in", "healthz", "readyz")


@pytest.fixture
def case(call, expert):
    """A decided case with its engagement, team, invoice, survey, slate, requests and mails."""
    person = make_user(name=LEAD)
    application = make_application(
        state="approved", call=call, organisation=make_organisation(CITY), applicant=person,
        title=SECRET, need=SECRET, goals=SECRET, expert=expert,
    )  # fmt: skip
    JointApplicant.objects.create(application=application, organisation=make_organisation())
    freeze_version(application, by=person)
    make_sent_decision(application)
    engagement = make_engagement(application, state=Engagement.State.DELIVERED, expert=expert)
    report = make_reported(engagement)
    make_invoice_line(make_invoice(expert.supplier), report)
    make_stuck_item(engagement)
    make_development_task(engagement=engagement, title=SECRET)
    engagement.followup_round = make_planned_round(title=SECRET)
    engagement.save(update_fields=["followup_round"])
    team = make_team(application=application, name=SECRET, subject=SECRET, lead=person)
    team.organisations.add(application.organisation)
    make_team_member(team, name=SECRET)
    make_experiment(team=team, title=SECRET)
    make_commitment(team, action=SECRET)
    make_slate(application, make_application(call=call, state="submitted"))
    make_reconsideration(application.decision)
    make_information_request(application)
    AidGrant.objects.create(
        decision=application.decision, organisation=application.organisation, amount_eur=900,
        declared_eur=0, granted_on=application.decision.decided_at.date(),
        register_due_on=application.decision.decided_at.date(),
    )  # fmt: skip
    make_message(subject=f"Saapui {application.number}", body=SECRET)
    Message.objects.update(office=call.offering.programme.office)
    return application


def addresses(application: Application) -> Iterator[str]:
    """Whatever the case, its call, programme, team and figures fill in; the rest is of others."""
    programme = application.call.offering.programme
    for name, routes in get_resolver().reverse_dict.lists():
        if not isinstance(name, str) or name.startswith(LEFT_OUT):
            continue
        for possible, _pattern, _defaults, _converters in routes:
            for text, keys in possible:
                yield from _filled(name, text, keys, application)
    for figure in all_figures():
        yield f"{reverse('figure', args=[figure.id])}?programme={programme.slug}"
    for word in ("Salattu", "Salaperäisen", str(application.number)):
        yield f"{reverse('office-applications')}?q={word}"
        yield f"{reverse('register')}?q={word}"
        yield f"{reverse('search')}?q={word}"


@cache
def keys_of(application: Application) -> dict[str, int]:
    """{part of an address: key of the row of the case that it opens}."""
    engagement, decision = application.engagement, application.decision
    [session] = engagement.series.sessions.all()
    return {
        "teams/": application.team.pk,
        "invoices/": Invoice.objects.get().pk,
        "office/frameworks/": engagement.expert.supplier.framework_id,
        "suppliers/": engagement.expert.supplier_id,
        "office/rounds/plans/": engagement.followup_round.plan_id,
        "rounds/": engagement.followup_round_id,
        "office/stuck/": StuckItem.objects.get().pk,
        "sessions/": session.pk,
        "office/series/": engagement.series_id,
        "office/slates/": Slate.objects.get().pk,
        "requests/": decision.reconsiderations.get().pk,
        "office/information/": InformationRequest.objects.get().pk,
        "office/aid/": AidGrant.objects.get().pk,
        "experiments/": Experiment.objects.get().pk,
    }


def _filled(name: str, text: str, keys: list[str], application: Application) -> Iterator[str]:
    call, programme = application.call, application.call.offering.programme
    known: dict[str, object] = {
        "ref": application.ref,
        "slug": call.slug if "calls/" in text else programme.slug,
        "service": call.offering.slug,
        "step": "need",
        "code": "need",
        "order": 1,
    }
    of_kind = next((pk for part, pk in keys_of(application).items() if part in text), None)
    if of_kind is not None:
        known["pk"] = of_kind
    if all(key in known for key in keys):
        yield reverse(name, kwargs={key: known[key] for key in keys})


def test_no_address_tells_of_the_case(client, case, office_user):
    make_disqualification(case, user=office_user)
    client.force_login(office_user)
    words = [SECRET, CITY, LEAD, case.ref, str(case.number), str(case.decision.number)]
    told, walked = [], 0
    for address in sorted(set(addresses(case))):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode(errors="replace").replace("\u00ad", "")
        assert response.status_code < 500, address
        walked += response.status_code == 200
        found = [word for word in words if word in text and word not in unquote(address)]
        if address == reverse("new-interview"):  # Every organisation of the register is a choice.
            found = [word for word in found if word != CITY]
        told += [f"{address} ({response.status_code}) tells {found}"] if found else []
    assert walked > 150
    assert not told, "\n".join(told)
