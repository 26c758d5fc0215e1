"""What follows a decision: undoing, correcting, asking for a change, the de minimis register."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from talkoot.decisions.models import AidGrant
from tests.factories.decisions import make_decision, make_reconsideration, make_sent_decision
from tests.matrix import Row, World, everyone, office, own

Args = Callable[[World], list[Any]]
CORRECTION = {"kind": "clerical", "text": "Nimi on väärin.", "reasons": "Kirjoitusvirhe."}
REQUEST = {"demand": "Hakemus tulee hyväksyä.", "grounds": "Edustaja on nimetty."}


def waiting(world: World) -> list[Any]:
    """A signed refusal whose letter waits in the outbox."""
    decision = make_decision(world.application("rejected"), state="signed", outcome="refused")
    world.message("queued", letter=decision.letter, kind="decision")
    return [decision.application.ref]


def sent(world: World) -> list[Any]:
    application = world.application("rejected")
    return [make_sent_decision(application, outcome="refused").application.ref]


def undecided(world: World) -> list[Any]:
    return [world.application("submitted").ref]


def request(state: str = "received") -> Args:
    def args(world: World) -> list[Any]:
        decision = make_sent_decision(world.application("rejected"), outcome="refused")
        return [make_reconsideration(decision, state=state).pk]

    return args


def grant(*, is_registered: bool = False, sector: str = "") -> Args:
    def args(world: World) -> list[Any]:
        decision = make_sent_decision(world.application("approved"))
        today = timezone.localdate()
        made = AidGrant.objects.create(
            decision=decision,
            organisation=decision.application.organisation,
            amount_eur=1150,
            declared_eur=0,
            granted_on=today,
            register_due_on=today + datetime.timedelta(days=28),
            registered_on=today if is_registered else None,
            sector=sector,
        )
        return [made.pk]

    return args


def words(content: dict[str, Any]) -> Any:
    return lambda world: content


ROWS = [
    Row("undo-decision", office(others=403), "waiting", waiting),
    Row("undo-decision", office(409, others=403), "sent", sent),
    Row("undo-decision", office(409, others=403), "undecided", undecided),
    Row(
        "undo-decision",
        office("/office/applications/", others=403),
        "waiting",
        waiting,
        method="post",
    ),
    Row("correct-decision", office(others=403), "sent", sent),
    Row("correct-decision", office(409, others=403), "undecided", undecided),
    Row("correct-decision", office(409, others=403), "waiting", waiting),
    Row(
        "correct-decision",
        office("/office/applications/", others=403),
        "sent",
        sent,
        method="post",
        data=words(CORRECTION),
    ),
    Row(
        "correct-decision",
        office(409, others=403),
        "waiting",
        waiting,
        method="post",
        data=words(CORRECTION),
    ),
    Row("register-reconsideration", office(others=403), "sent", sent),
    Row("register-reconsideration", office(409, others=403), "waiting", waiting),
    Row("register-reconsideration", office(404, others=403), "undecided", undecided),
    Row("request-reconsideration", own(), "sent", sent),
    Row("request-reconsideration", own(409), "waiting", waiting),
    Row("request-reconsideration", own(404), "undecided", undecided),
    Row(
        "request-reconsideration",
        own("/my/requests/"),
        "sent",
        sent,
        method="post",
        data=words(REQUEST),
    ),
    *[
        Row("my-reconsideration", own(), state, request(state))
        for state in ("received", "decided", "withdrawn")
    ],
    Row("withdraw-reconsideration", everyone(405), "received", request()),
    Row(
        "withdraw-reconsideration",
        own("/my/requests/"),
        "received",
        request(),
        method="post",
    ),
    Row(
        "withdraw-reconsideration",
        own(409),
        "decided",
        request("decided"),
        method="post",
    ),
    Row("office-reconsiderations", office(others=403)),
    *[
        Row("office-reconsideration", office(others=403), state, request(state))
        for state in ("received", "decided", "withdrawn")
    ],
    Row(
        "office-reconsideration",
        office(422, others=403),
        "received",
        request(),
        method="post",
    ),
    Row("office-aid", office(others=403)),
    Row("aid-rules", office(others=403)),
    Row("aid-rules", office(422, others=403), "form", method="post"),
    Row("office-aid-csv", office(others=403), is_page=False),
    Row("aid-sector", office(others=403), "missing", grant()),
    Row("aid-sector", office(409, others=403), "told", grant(sector="62.10")),
    Row("aid-sector", office(422, others=403), "missing", grant(), method="post"),
    Row("register-aid", everyone(405), "waiting", grant()),
    Row("register-aid", office("/office/aid/", others=403), "waiting", grant(), method="post"),
    Row(
        "register-aid",
        office(409, others=403),
        "registered",
        grant(is_registered=True),
        method="post",
    ),
]
