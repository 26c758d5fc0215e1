"""Rows of the matrix: sessions, day reports, what is stuck and left, invoices."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.engagements.models import CaseStory, Engagement
from tests.factories.calls import make_call
from tests.factories.delivery import (
    make_invoice,
    make_invoice_line,
    make_output,
    make_reported,
    make_story,
    make_stuck_item,
)
from tests.factories.surveys import make_questionnaire
from tests.matrix import SIGN_IN, Row, World

RECORDED = (SIGN_IN, 404, 404, 200, 200)
TOO_LATE = (SIGN_IN, 404, 404, 409, 409)
PARTIES = (SIGN_IN, 200, 404, 200, 200)
BOTH_INVOICERS = (SIGN_IN, 404, 404, 200, 200)


def session_of(state: str) -> Any:
    return lambda world: [world.engagement(state).application.ref, 1]


def held(world: World) -> Engagement:
    engagement = world.engagement("agreed")
    ended = timezone.now() - datetime.timedelta(hours=18)
    engagement.series.sessions.update(starts_at=ended - datetime.timedelta(hours=6), ends_at=ended)
    return engagement


def to_report(world: World) -> list[Any]:
    return [held(world).application.ref, 1]


def report_to_correct(state: str) -> Any:
    def args(world: World) -> list[Any]:
        report = make_reported(world.engagement("delivered"), state=state)
        return [report.session.series.engagement.application.ref, report.session.order]

    return args


def told(world: World, state: str) -> CaseStory:
    return make_story(world.engagement("delivered"), state=state)


def story_case(state: str) -> Any:
    return lambda world: [told(world, state).engagement.application.ref]


def report_of(state: str) -> Any:
    return lambda world: [make_reported(world.engagement("delivered"), state=state).pk]


def half_delivered(world: World) -> list[Any]:
    """One session reported, hours left, and no session coming."""
    engagement = world.engagement("agreed")
    engagement.series.sessions.update(state="held")
    make_reported(engagement)
    return [engagement.application.ref]


def ref(state: str) -> Any:
    return lambda world: [world.engagement(state).application.ref]


def output_of(world: World) -> list[Any]:
    engagement = world.engagement("delivered")
    return [engagement.application.ref, make_output(engagement).pk]


def invoice_of(state: str) -> Any:
    """An invoice of the expert's supplier for one approved day."""

    def args(world: World) -> list[Any]:
        report = make_reported(world.engagement("delivered"), state="approved")
        invoice = make_invoice(world.expert_profile.supplier, state=state)
        make_invoice_line(invoice, report)
        return [invoice.pk]

    return args


def supplier_of(world: World) -> list[Any]:
    make_reported(world.engagement("delivered"), state="approved")
    return [world.expert_profile.supplier_id]


def with_invoice(world: World) -> dict[str, Any]:
    invoice_of("matched")(world)
    return {}


def file(kind: str) -> Any:
    return lambda world: [kind] if world.engagement("delivered") else []


def path_from(world: World) -> list[Any]:
    make_questionnaire("session-feedback")
    return [world.engagement("delivered").application.ref]


CASE, OFFICE_ONLY = "/engagements/", (SIGN_IN, 403, 403, 403, 200)
ROWS = [
    Row("move-day", RECORDED, "agreed", session_of("agreed")),
    Row("move-day", TOO_LATE, "delivered", session_of("delivered")),
    Row("cancel-day", RECORDED, "agreed", session_of("agreed")),
    Row("name-substitute", (SIGN_IN, 404, 404, 404, 200), "agreed", session_of("agreed")),
    Row("name-substitute", (SIGN_IN, 404, 404, 404, 409), "delivered", session_of("delivered")),
    Row("cancel-day", TOO_LATE, "delivered", session_of("delivered")),
    Row("finish-engagement", RECORDED, "half delivered", half_delivered),
    Row("finish-engagement", TOO_LATE, "open", ref("open")),
    Row("report-session", RECORDED, "held", to_report),
    Row("report-session", TOO_LATE, "ahead", session_of("agreed")),
    Row("report-session", TOO_LATE, "reported", report_to_correct("submitted")),
    Row("correct-report", RECORDED, "returned", report_to_correct("returned")),
    Row("correct-report", TOO_LATE, "approved", report_to_correct("approved")),
    Row("raise-stuck", PARTIES, "open", ref("open")),
    Row("propose-experiment", PARTIES, "delivered", ref("delivered")),
    Row("propose-experiment", (SIGN_IN, 409, 404, 409, 409), "withdrawn", ref("withdrawn")),
    Row("add-output", PARTIES, "delivered", ref("delivered")),
    Row("tick-output", (SIGN_IN, *(405,) * 4), args=output_of),
    Row("tick-output", (SIGN_IN, CASE, 404, CASE, CASE), "delivered", output_of, method="post"),
    Row("story-consent", (SIGN_IN, 200, 404, 404, 404), "delivered", ref("delivered")),
    Row("write-story", (SIGN_IN, 404, 404, 404, 200), "delivered", ref("delivered")),
    Row("write-story", (SIGN_IN, 404, 404, 404, 404), "agreed", ref("agreed")),
    Row("write-story", (SIGN_IN, 404, 404, 404, 200), "read", story_case("offered")),
    Row("read-story", (SIGN_IN, 200, 404, 404, 404), "read", story_case("offered")),
    Row("read-story", (SIGN_IN, 404, 404, 404, 404), "being written", story_case("draft")),
    Row("case-story", (200,) * 5, "published", lambda w: [told(w, "published").pk]),
    Row("case-story", (404,) * 5, "read", lambda w: [told(w, "offered").pk]),
    Row("continue-engagement", (SIGN_IN, *(405,) * 4), args=ref("delivered")),
    Row(
        "continue-engagement",
        (SIGN_IN, 409, 404, 404, 404),
        "open",
        ref("open"),
        method="post",
        data=lambda world: {"call": make_call().slug},
    ),
    Row("office-stuck", OFFICE_ONLY, "open", lambda w: [make_stuck_item(w.engagement("open")).pk]),
    Row("office-reports", OFFICE_ONLY),
    Row("office-report", OFFICE_ONLY, "submitted", report_of("submitted")),
    Row("office-report", OFFICE_ONLY, "approved", report_of("approved")),
    Row("invoices", BOTH_INVOICERS, data=with_invoice),
    Row("record-invoice", BOTH_INVOICERS, args=supplier_of),
    Row("invoice", BOTH_INVOICERS, "matched", invoice_of("matched")),
    Row("correct-invoice", BOTH_INVOICERS, "disputed", invoice_of("disputed")),
    Row("correct-invoice", TOO_LATE, "approved", invoice_of("approved")),
    Row("return-invoice", (SIGN_IN, 404, 404, 404, 200), "disputed", invoice_of("disputed")),
    *[
        Row(name, (SIGN_IN, *(405,) * 4), args=invoice_of("matched"))
        for name in ("approve-invoice", "pay-invoice")
    ],
    Row(
        "approve-invoice",
        (SIGN_IN, 404, 404, 404, 409),
        "disputed",
        invoice_of("disputed"),
        method="post",
    ),
    Row("pay-invoice", (SIGN_IN, 404, 404, 404, 409), "paid", invoice_of("paid"), method="post"),
    *[
        Row(name, OFFICE_ONLY, kind, file(kind), is_page=False)
        for name in ("invoice-basis", "fee-basis")
        for kind in ("csv", "xlsx")
    ],
    Row("fee-basis", (SIGN_IN, 403, 403, 403, 404), "unknown", file("pdf"), is_page=False),
]
