"""The table: each address, in each state that changes the answer, as each role.

To add a route: a row with its five answers, in the order visitor, applicant, outsider, expert,
office_user. A route that answers differently in another state of its thing gets a row per state.
"""

from importlib import import_module

from talkoot.core.figures import all_figures
from tests.factories.calls import make_closed_call
from tests.factories.correspondence import make_letter
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_round
from tests.matrix import SIGN_IN, Row, everyone, office, own, signed_in
from tests.matrix_things import (
    adoption_of,
    answered_round,
    application_ref,
    declared_membership,
    engagement_ref,
    figure_id,
    held_yesterday,
    practice_slug,
    with_attachment,
    with_cases,
)

# The desk sends experts and the office on to their own.
DESK = (SIGN_IN, 200, 200, "/engagements/", "/office/")
# One whose records everybody may open, one whose records are the office's.
LOOKED_AT = {"practices-published", "applications-submitted"}
UNSENT, SENT = ("draft", "withdrawn"), ("submitted", "approved", "rejected")


PUBLIC = [
    Row("front", everyone(200)),
    Row("accessibility", everyone(200)),
    Row("privacy", everyone(200)),
    Row("ui-gallery", everyone(200)),
    Row("calls", everyone(200)),
    Row("call", everyone(200), "open", lambda w: [w.call.slug]),
    Row("call", everyone(200), "closed", lambda w: [make_closed_call().slug]),
    Row("call", everyone(404), "unknown", lambda w: ["ei-ole"]),
    Row("programmes", everyone(200)),
    Row("programme", everyone(200), "running", lambda w: [w.programme.slug]),
    Row(
        "programme",
        (404, 404, 404, 404, 200),
        "planned",
        lambda w: [make_programme(office=w.programme.office, state="planned").slug],
    ),
    Row("programme-publications", everyone(200), args=lambda w: [w.programme.slug]),
    Row("practices", everyone(200)),
    Row("practices", everyone(200), "searched", query="?q=vuorot"),
    Row("practice", everyone(200), "published", practice_slug("published")),
    *[
        Row("practice", (404, 200, 404, 404, 200), state, practice_slug(state))
        for state in ("draft", "submitted", "returned", "withdrawn")
    ],
    Row("figures", everyone(200)),
    Row("figures", everyone(200), "on a day", query="?as_of=2020-10-12"),
    *[
        Row("figure", everyone(200), name, figure_id(name), is_page=name in LOOKED_AT)
        for name in [figure.id for figure in all_figures()]
    ],
    Row("figure", everyone(404), "unknown", lambda w: ["ei-ole"]),
    Row("survey", everyone(200), "open", lambda w: [w.survey()]),
    Row("survey", everyone(410), "closed", lambda w: [w.survey("closed")]),
    Row("survey", everyone(409), "answered", lambda w: [w.survey(has_answered=True)]),
    Row("survey", everyone(404), "wrong link", lambda w: ["x" * 43]),
    Row("survey-thanks", everyone(200)),
    Row("healthz", everyone(200), is_page=False),
    Row("readyz", everyone(503), "no worker", is_page=False),
]

DEMO = [
    Row("mailbox", everyone(200)),
    Row("mailbox-message", everyone(200), "sent", lambda w: [w.message("sent").pk]),
    Row("mailbox-message", everyone(404), "waiting", lambda w: [w.message("queued").pk]),
    Row("demo-sign-in", everyone(405)),
    Row("demo-sign-in", everyone(404), method="post", data=lambda w: {"email": "ei@ole.fi"}),
]

APPLYING = [
    Row(
        "start-application",
        (SIGN_IN, *("/calls/sparraus/",) * 4),
        "open",
        lambda w: [w.call.slug],
    ),
    Row(
        "start-application",
        (
            SIGN_IN,
            "/my/applications/",
            "/my/applications/",
            "/my/organisations/",
            "/my/applications/",
        ),
        "open",
        lambda w: [w.call.slug],
        method="post",
    ),
    Row(
        "start-application",
        (SIGN_IN, 409, 409, "/my/organisations/", 409),
        "closed",
        lambda w: [make_closed_call().slug],
        method="post",
    ),
    *[
        Row(
            "application-step",
            own(),
            f"draft {step}",
            lambda w, step=step: [w.application("draft").ref, step],
        )
        for step in ("need", "participants", "expert", "review")
    ],
    Row(
        "application-step",
        own(404),
        "no such step",
        lambda w: [w.application("draft").ref, "ei-ole"],
    ),
    *[
        Row(
            "application-step",
            own("/my/applications/"),
            state,
            lambda w, state=state: [w.application(state).ref, "need"],
        )
        for state in (*SENT, "withdrawn")
    ],
    Row("submit-application", signed_in(405), args=application_ref("draft")),
    Row(
        "submit-application",
        own("/my/applications/"),
        "draft",
        application_ref("draft"),
        method="post",
    ),
    Row(
        "submit-application",
        own(422),
        "draft with gaps",
        application_ref("draft", title=""),
        method="post",
    ),
    *[
        Row("submit-application", own(409), state, application_ref(state), method="post")
        for state in (*SENT, "withdrawn")
    ],
    Row("withdraw-application", own(), "draft", application_ref("draft")),
    Row("withdraw-application", own(), "submitted", application_ref("submitted")),
    *[
        Row("withdraw-application", own(409), state, application_ref(state))
        for state in ("approved", "rejected", "withdrawn")
    ],
    Row(
        "withdraw-application",
        own("/my/"),
        "submitted",
        application_ref("submitted"),
        method="post",
    ),
    Row("application-attachment", own(), "draft", with_attachment("draft"), is_page=False),
    Row(
        "application-attachment",
        own(office_user=200),
        "submitted",
        with_attachment("submitted"),
        is_page=False,
    ),
    Row("application-attachment", own(404), "none", application_ref("submitted"), is_page=False),
    Row("my-application", own("/my/applications/"), "draft", application_ref("draft")),
    *[
        Row("my-application", own(), state, application_ref(state))
        for state in (*SENT, "withdrawn")
    ],
]

MINE = [
    Row("desk", DESK),
    Row("desk", DESK, "with cases", data=with_cases),
    Row("my-account", signed_in()),
    Row("my-data", signed_in(), is_page=False),
    Row("my-organisations", signed_in()),
    Row("my-organisations", signed_in(), "searched", query="?q=Kuopio"),
    Row("my-practices", signed_in()),
    Row("start-practice", (SIGN_IN, 200, 200, 403, 200)),
    *[
        Row("my-practice", own(), state, practice_slug(state))
        for state in ("draft", "submitted", "returned", "published", "withdrawn")
    ],
    Row("submit-practice", signed_in(405), args=practice_slug("draft")),
    Row("submit-practice", own(422), "draft with gaps", practice_slug("draft"), method="post"),
    Row("submit-practice", own(422), "published", practice_slug("published"), method="post"),
    Row("submit-practice", own(409), "submitted", practice_slug("submitted"), method="post"),
    Row("adopt", (SIGN_IN, 409, 200, 403, 200), "published", practice_slug("published")),
    Row("adopt", own(409, office_user=409), "draft", practice_slug("draft")),
    Row("remove-adoption", (SIGN_IN, 404, 200, 404, 404), "visible", adoption_of("visible")),
    Row("remove-adoption", (SIGN_IN, 404, 404, 404, 404), "removed", adoption_of("removed")),
    Row(
        "remove-adoption",
        (SIGN_IN, 404, "/practices/", 404, 404),
        "visible",
        adoption_of("visible"),
        method="post",
    ),
    Row(
        "decision-letter",
        own(office_user=200),
        "sent",
        lambda w: [w.decision(is_sent=True).application.ref],
        is_page=False,
    ),
    Row(
        "decision-letter",
        own(404, office_user=200),
        "waiting",
        lambda w: [w.decision(is_sent=False).application.ref],
        is_page=False,
    ),
    Row(
        "letter",
        (404, 404, 404, 404, 200),
        "not sent",
        lambda w: [w.message("queued", letter=make_letter()).letter.number],
        is_page=False,
    ),
    Row(
        "letter",
        everyone(200),
        "sent, in a demo",
        lambda w: [w.message("sent", letter=make_letter()).letter.number],
        is_page=False,
    ),
]

EXPERTS = [
    Row("engagements", signed_in()),
    *[
        Row("engagement", (SIGN_IN, 200, 404, 200, 200), state, engagement_ref(state))
        for state in ("open", "agreed", "delivered")
    ],
    Row("agree-day", (SIGN_IN, 404, 404, 200, 200), "open", engagement_ref("open")),
    Row("agree-day", (SIGN_IN, 404, 404, 200, 200), "agreed", engagement_ref("agreed")),
    Row("agree-day", (SIGN_IN, 404, 404, 409, 409), "delivered", engagement_ref("delivered")),
    Row("report-day", (SIGN_IN, 404, 404, 409, 409), "open", engagement_ref("open")),
    Row("report-day", (SIGN_IN, 404, 404, 409, 409), "agreed ahead", engagement_ref("agreed")),
    Row("report-day", (SIGN_IN, 404, 404, *("/engagements/",) * 2), "held", held_yesterday),
    Row("report-day", (SIGN_IN, 404, 404, 409, 409), "delivered", engagement_ref("delivered")),
    Row("draft-practice", signed_in(405), args=engagement_ref("delivered")),
    Row("draft-practice", own(409, office_user=409), "open", engagement_ref("open"), method="post"),
    Row(
        "draft-practice",
        own("/my/practices/", office_user="/office/practices/"),
        "delivered",
        engagement_ref("delivered"),
        method="post",
    ),
]

OFFICE = [
    Row("office", office(others=403)),
    Row("office-applications", office(others=403)),
    Row(
        "office-applications", office(others=403), "filtered", query="?state=submitted&sort=newest"
    ),
    Row("office-applications-csv", office(others=403), is_page=False),
    *[
        Row("office-application", office(others=403), state, application_ref(state))
        for state in SENT
    ],
    *[
        Row("office-application", office(404, others=403), state, application_ref(state))
        for state in UNSENT
    ],
    Row("assess-application", everyone(405), args=application_ref("submitted")),
    Row(
        "assess-application",
        office(422, others=403),
        "without answers",
        application_ref("submitted"),
        method="post",
    ),
    Row(
        "assess-application",
        office(409, others=403),
        "approved",
        application_ref("approved"),
        method="post",
    ),
    Row("decide", office(others=403), "submitted", application_ref("submitted")),
    Row("decide", office(404, others=403), "draft", application_ref("draft")),
    *[
        Row("decide", office(409, others=403), state, application_ref(state))
        for state in ("approved", "rejected")
    ],
    Row("preview-decision", everyone(405), args=application_ref("submitted")),
    Row(
        "preview-decision",
        office(422, others=403),
        "without answers",
        application_ref("submitted"),
        method="post",
    ),
    Row("office-outbox", office(others=403)),
    Row("office-message-revoke", everyone(405), args=lambda w: [w.message("queued").pk]),
    Row(
        "office-message-revoke",
        office("/office/outbox/", others=403),
        "queued",
        lambda w: [w.message("queued").pk],
        method="post",
    ),
    Row(
        "office-message-revoke",
        office(409, others=403),
        "sent",
        lambda w: [w.message("sent").pk],
        method="post",
    ),
    Row("office-message-retry", everyone(405), args=lambda w: [w.message("failed").pk]),
    Row(
        "office-message-retry",
        office("/office/outbox/", others=403),
        "failed",
        lambda w: [w.message("failed").pk],
        method="post",
    ),
    Row(
        "office-message-retry",
        office(409, others=403),
        "sent",
        lambda w: [w.message("sent").pk],
        method="post",
    ),
    Row("office-memberships", office(others=403), "waiting", declared_membership),
    Row("office-rounds", office(others=403)),
    Row("office-round", office(others=403), "answered", answered_round),
    Row(
        "office-round",
        office(others=403),
        "planned",
        lambda w: [make_round(state="planned", programme=w.programme).pk],
    ),
    Row("office-practices", office(others=403)),
    *[
        Row("office-practice", office(others=403), state, practice_slug(state))
        for state in ("submitted", "returned", "published", "withdrawn")
    ],
    Row("publish-practice", office(others=403), "submitted", practice_slug("submitted")),
    Row(
        "publish-practice",
        office("/practices/", others=403),
        "submitted",
        practice_slug("submitted"),
        method="post",
    ),
    Row("publish-practice", office(409, others=403), "published", practice_slug("published")),
    Row("return-practice", office(others=403), "submitted", practice_slug("submitted")),
    Row("return-practice", office(409, others=403), "published", practice_slug("published")),
    Row("withdraw-practice", office(others=403), "published", practice_slug("published")),
    Row("withdraw-practice", office(409, others=403), "submitted", practice_slug("submitted")),
    Row(
        "withdraw-practice",
        office("/office/practices/", others=403),
        "published",
        practice_slug("published"),
        method="post",
        data=lambda w: {"note": "Tiedot ovat vanhentuneet."},
    ),
]

# Each part of the product has its own rows in tests/matrix_<part>.py.
PARTS = """
adoption answering assess builder bulk calls credentials delivery diffusion directory
engagement engine figures finding game governance impact inout instruments learning legal life lists
pictures procurement publicity publishing registration rest3 rest4a rest4b results rounds
suggestions teams terms texts together tools
""".split()

ROWS: list[Row] = [
    *PUBLIC, *DEMO, *APPLYING, *MINE, *EXPERTS, *OFFICE,
    *(row for part in PARTS for row in import_module(f"tests.matrix_{part}").ROWS),
]  # fmt: skip
