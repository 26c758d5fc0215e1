"""What an applicant gives up, the aid of each applicant, who leaves, and the publicity of files."""

from typing import Any

from tests.factories.decisions import (
    make_information_request,
    make_reconsideration,
    make_sent_decision,
)
from tests.matrix import Row, World, office, own


def granted(world: World) -> list[Any]:
    return [make_sent_decision(world.application("approved")).application.ref]


def given_up(world: World) -> list[Any]:
    application = world.application("withdrawn")
    application.submitted_at, application.number = application.saved_at, "TK/99/2026"
    application.save()
    return [make_sent_decision(application).application.ref]


def party(state: str = "submitted") -> Any:
    def args(world: World) -> list[Any]:
        application = world.application(state)
        return [application.ref, application.organisation_id]

    return args


def membership(world: World) -> list[Any]:
    return [world.applicant.memberships.order_by("pk")[0].pk]


def decided_request(state: str) -> Any:
    """A request decided in the office, whose letter is in `state` of the outbox."""

    def args(world: World) -> list[Any]:
        decision = make_sent_decision(world.application("rejected"), outcome="refused")
        asked = make_reconsideration(decision, state="decided")
        world.message(state, letter=asked.letter, kind="reconsideration-decided")
        return [asked.pk]

    return args


def answered(state: str) -> Any:
    """An answered information request whose letter is in `state` of the outbox."""

    def args(world: World) -> list[Any]:
        asked = make_information_request(world.application("submitted"), state="answered")
        world.message(state, letter=asked.letter, kind="information-answer")
        return [asked.pk]

    return args


ACTIVITY = {"is_economic": "yes", "earlier_aid_eur": "0", "reason": "Myyntiä markkinoilla."}


def letter_of_case(world: World) -> list[Any]:
    decision = make_sent_decision(world.application("approved"))
    return [decision.application.ref, f"letter-{decision.letter_id}"]


ROWS = [
    Row("classify-document", office(others=403), "sent", letter_of_case),
    Row(
        "classify-document",
        office("/office/applications/", others=403),
        "sent",
        letter_of_case,
        method="post",
        data=lambda world: {"publicity": "public"},
    ),
    Row("record-disqualification", office(others=403), "", lambda w: [w.call.slug]),
    Row(
        "record-disqualification",
        office(422, others=403),
        "empty",
        lambda w: [w.call.slug],
        method="post",
    ),
    Row("undo-reconsideration", office(others=403), "waiting", decided_request("queued")),
    Row("undo-reconsideration", office(409, others=403), "sent", decided_request("sent")),
    Row(
        "undo-reconsideration",
        office("/office/requests/", others=403),
        "waiting",
        decided_request("queued"),
        method="post",
    ),
    Row("undo-information-request", office(others=403), "waiting", answered("queued")),
    Row("undo-information-request", office(409, others=403), "sent", answered("sent")),
    Row(
        "undo-information-request",
        office("/office/information/", others=403),
        "waiting",
        answered("queued"),
        method="post",
    ),
    Row("leave-organisation", own(200), "", membership),
    Row("leave-organisation", own("/my/organisations/"), "", membership, method="post"),
    Row("classify-activity", office(others=403), "submitted", party()),
    Row(
        "classify-activity",
        office("/office/applications/", others=403),
        "submitted",
        party(),
        method="post",
        data=lambda world: ACTIVITY,
    ),
    Row(
        "classify-activity",
        office(409, others=403),
        "approved",
        party("approved"),
        method="post",
        data=lambda world: ACTIVITY,
    ),
    Row("give-up-grant", own(200), "granted", granted),
    Row("give-up-grant", own(409), "given up", given_up),
    Row("give-up-grant", own(409), "submitted", lambda w: [w.application("submitted").ref]),
    Row("give-up-grant", own("/my/applications/"), "granted", granted, method="post"),
]
