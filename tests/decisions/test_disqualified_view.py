"""Slates, requests, aid, publicity and the rest of a case tell a disqualified officer nothing."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import JointApplicant
from talkoot.correspondence.models import Message
from talkoot.decisions.models import AidGrant
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.decisions import (
    make_information_request,
    make_reconsideration,
    make_sent_decision,
    make_slate,
)
from tests.factories.people import make_membership, make_organisation, make_user

SECRET, CITY = "Salattu kehittämistyö", "Salaperäisen kaupunki"
TIES = ("membership", "joint", "declared")


def tie(name, user, application):
    if name == "declared":
        make_disqualification(application, user=user)
    elif name == "joint":
        body = make_organisation()
        JointApplicant.objects.create(application=application, organisation=body)
        make_membership(user, body)
    else:
        make_membership(user, application.organisation)


@pytest.fixture
def case(call):
    """A decided case with all that may follow a decision."""
    fields = {"call": call, "title": SECRET, "need": SECRET}
    application = make_application(
        state="approved", organisation=make_organisation(CITY), applicant=make_user(), **fields
    )
    freeze_version(application, by=application.applicant)
    make_sent_decision(application)
    return application


@pytest.fixture
def addresses(case, call, office_user):
    ref, slug = case.ref, call.slug
    slate = make_slate(case, make_application(call=call, state="submitted"), made_by=office_user)
    request = make_reconsideration(case.decision)
    asked = make_information_request(case)
    grant = AidGrant.objects.create(
        decision=case.decision, organisation=case.organisation, amount_eur=900,
        declared_eur=0, granted_on=case.decision.decided_at.date(),
        register_due_on=case.decision.decided_at.date(),
    )  # fmt: skip
    Message.objects.update(office=call.offering.programme.office)
    lists = (
        *("office", "office-slates", "office-aid", "office-aid-csv", "office-reconsiderations"),
        *("office-information", "office-applications-xlsx", "office-outbox", "register"),
        *("office-calls", "office-memberships", "figures", "engagements", "office-rounds"),
    )
    of_case = (
        *("application-versions", "request-completion", "cancel-completion", "lapse-application"),
        "answer-more-time",
        *("application-pdf", "decision-letter"),
        *("undo-decision", "correct-decision", "register-reconsideration", "case-publicity"),
        *("request-reconsideration", "my-application", "application-attachment"),
    )
    of_slate = ("office-slate", "slate-comparison", "discard-slate", "sign-slate", "undo-slate")
    found = [reverse(name) for name in lists]
    found += [reverse(name, args=[ref]) for name in of_case]
    found += [reverse(name, args=[slate.pk]) for name in of_slate]
    for position in (1, 2, 3):
        found.append(reverse("slate-letter", args=[slate.pk, position]))
        found.append(reverse("slate-letter-pdf", args=[slate.pk, position]))
    found += [reverse("classify-answer", args=[ref, "need"])]
    found += [reverse("office-reconsideration", args=[request.pk])]
    found += [reverse("my-reconsideration", args=[request.pk])]
    found += [reverse("office-information-request", args=[asked.pk])]
    found += [f"{reverse('register')}?kind=information"]
    found += [reverse("register-aid", args=[grant.pk])]
    found += [reverse("letter", args=[case.decision.letter.number])]
    found += [reverse("office-call", args=[slug])]
    return found


@pytest.mark.parametrize("name", TIES)
def test_pages_tell_nothing(client, name, case, addresses, office_user):
    tie(name, office_user, case)
    client.force_login(office_user)
    words = [SECRET, CITY, case.ref, str(case.number), str(case.decision.number)]
    for address in addresses:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode(errors="replace").replace("\u00ad", "")
        assert response.status_code < 500, address
        told = [word for word in words if word in text and word not in unquote(address)]
        assert not told, f"{address} ({response.status_code}) tells {told}"
