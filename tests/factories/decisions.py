"""Decisions."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from talkoot.decisions.models import (
    Decision,
    InformationRequest,
    Reconsideration,
    Slate,
    SlateLine,
)
from talkoot.people.models import User
from tests.factories.calls import make_application, the_call
from tests.factories.correspondence import make_letter, make_message
from tests.factories.people import make_user, next_number
from tests.factories.programmes import the_programme


def make_decision(
    application: Application | None = None,
    *,
    state: str = Decision.State.DRAFTED,
    outcome: str = Decision.Outcome.GRANTED,
    decided_by: User | None = None,
    **fields: Any,
) -> Decision:
    """A drafted decision on a submitted application, or a signed one with number and letter."""
    refused = outcome not in (Decision.Outcome.GRANTED, Decision.Outcome.PARTLY_GRANTED)
    if application is None:
        decided = Application.State.REJECTED if refused else Application.State.APPROVED
        drafted = state == Decision.State.DRAFTED
        application = make_application(state=Application.State.SUBMITTED if drafted else decided)
    values: dict[str, Any] = {
        "days": Decimal(0) if refused else Decimal(1),
        "reasons": "Hakemus täyttää haun ehdot.",
    }
    if state == Decision.State.SIGNED:
        values |= {
            "number": f"PAATOS-{next_number()}",
            "decided_by": decided_by or make_user(),
            "decided_at": timezone.now(),
            "remedy_deadline_on": timezone.localdate() + datetime.timedelta(days=14),
            "letter": fields.pop("letter", None) or make_letter(),
        }
    return Decision.objects.create(
        application=application, state=state, outcome=outcome, **{**values, **fields}
    )


def make_slate(*applications: Application, state: str = Slate.State.OPEN, **fields: Any) -> Slate:
    """A slate that grants each application what it asked for."""
    call = applications[0].call if applications else the_call()
    values = {"title": f"Kokoelma {next_number()}", "made_by": None, **fields}
    values["made_by"] = values["made_by"] or make_user()
    slate = Slate.objects.create(call=call, state=state, **values)
    for application in applications:
        make_slate_line(slate, application)
    return slate


def make_slate_line(slate: Slate, application: Application, **fields: Any) -> SlateLine:
    """A line that grants what was asked for."""
    values = {"outcome": Decision.Outcome.GRANTED, "days": application.days_requested}
    return SlateLine.objects.create(slate=slate, application=application, **{**values, **fields})


def make_sent_decision(application: Application, **fields: Any) -> Decision:
    """A signed decision whose letter has reached the applicant."""
    decision = make_decision(application, state=Decision.State.SIGNED, **fields)
    make_message(
        state=Message.State.SENT,
        kind="decision",
        user=application.applicant,
        letter=decision.letter,
    )
    return decision


def make_reconsideration(
    decision: Decision | None = None,
    *,
    state: str = Reconsideration.State.RECEIVED,
    **fields: Any,
) -> Reconsideration:
    """A request that came in time; a decided one has its letter and number."""
    decision = decision or make_sent_decision(
        make_application(state=Application.State.REJECTED), outcome=Decision.Outcome.REFUSED
    )
    number = next_number()
    values: dict[str, Any] = {
        "number": f"PYYNTO-{number}",
        "demand": "Hakemus tulee hyväksyä.",
        "grounds": "Henkilöstön edustaja on nimetty.",
        "received_at": timezone.now(),
        "is_in_time": True,
        "requested_by": decision.application.applicant,
    }
    if state == Reconsideration.State.DECIDED:
        values |= {
            "outcome": Reconsideration.Outcome.UPHELD,
            "reasons": "Päätös perustuu hakemukseen.",
            "decision_number": f"RATKAISU-{number}",
            "decided_by": make_user(),
            "decided_at": timezone.now(),
            "letter": make_letter(),
        }
    return Reconsideration.objects.create(decision=decision, state=state, **{**values, **fields})


def make_information_request(
    application: Application | None = None, *, state: str = "received", **fields: Any
) -> InformationRequest:
    """A request that came today; an answered one has its letter."""
    programme = application.call.offering.programme if application else the_programme()
    values: dict[str, Any] = {
        "programme": programme,
        "number": f"TIETO-{next_number()}",
        "text": "Pyydän hakemuksen ja päätöksen.",
        "address": "kysyja@esimerkki.fi",
        "received_at": timezone.now(),
        "due_on": timezone.localdate() + datetime.timedelta(days=14),
    }
    if state == InformationRequest.State.ANSWERED:
        values |= {
            "outcome": InformationRequest.Outcome.GIVEN,
            "answer": "Asiakirja on liitteenä.",
            "answered_by": make_user(),
            "answered_at": timezone.now(),
            "letter": make_letter(number=values["number"]),
        }
    return InformationRequest.objects.create(
        application=application, state=state, **{**values, **fields}
    )
