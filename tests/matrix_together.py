"""Rows of writing together: people, joint applicants, sign-off, facts, going on."""

from typing import Any

from talkoot.calls.models import ApplicationFile
from talkoot.people.models import Membership
from tests.factories.files import make_file
from tests.factories.people import make_membership
from tests.factories.together import (
    make_fact,
    make_invitation,
    make_joint,
    make_sign_off,
)
from tests.matrix import SIGN_IN, Row, World, everyone, own, signed_in
from tests.matrix_things import application_ref

MINE = "/my/applications/"


def joint_ref(world: World) -> list[Any]:
    """The outsider's organisation is asked to apply together."""
    application = world.application("draft")
    type(world.call).objects.filter(pk=world.call.pk).update(allows_joint=True)
    make_joint(application, world.outsider.memberships.get().organisation)
    return [application.ref]


def invitation(world: World) -> list[Any]:
    """The outsider has been invited, and belongs to the organisation."""
    application = world.application("draft")
    make_membership(world.outsider, application.organisation)
    make_invitation(application, token="kutsu", address=world.outsider.email)
    return [application.ref, "kutsu"]


def left_behind(world: World) -> list[Any]:
    """The starter has left; the outsider is the organisation's contact now."""
    application = world.application("draft")
    Membership.objects.filter(user=world.applicant).delete()
    make_membership(world.outsider, application.organisation, "contact")
    return [application.ref]


def sign_link(**fields: Any) -> Any:
    def args(world: World) -> list[Any]:
        make_sign_off(world.application("draft"), token="linkki", **fields)
        return ["linkki"]

    return args


def sign_file(world: World) -> list[Any]:
    application = world.application("draft")
    ApplicationFile.objects.create(application=application, item_code="plan", file=make_file())
    make_sign_off(application, token="linkki")
    return ["linkki", "plan"]


def facts(world: World) -> list[Any]:
    organisation = world.applicant.memberships.get().organisation
    make_fact(organisation, "sponsor_title", "johtaja", by=world.applicant)
    return [organisation.key]


ROWS = [
    Row("application-people", own(), "draft", application_ref("draft")),
    Row("application-people", own(), "submitted", application_ref("submitted")),
    *[
        Row(name, signed_in(405), args=application_ref("draft"))
        for name in (
            "invite-writer",
            "remove-writer",
            "add-joint-applicant",
            "remove-joint-applicant",
            "ask-sign-off",
            "revoke-sign-off",
            "take-over-application",
        )
    ],
    Row(
        "invite-writer",
        own(MINE),
        "draft",
        application_ref("draft"),
        method="post",
        data=lambda w: {"invite-address": "kollega@esimerkki.fi"},
    ),
    Row("invite-writer", own(422), "no address", application_ref("draft"), method="post"),
    Row("remove-writer", own(404), "nobody", application_ref("draft"), method="post"),
    Row("add-joint-applicant", own(422), "no name", application_ref("draft"), method="post"),
    Row("remove-joint-applicant", own(404), "nobody", application_ref("draft"), method="post"),
    Row("ask-sign-off", own(422), "no name", application_ref("draft"), method="post"),
    Row("revoke-sign-off", own(404), "nobody", application_ref("draft"), method="post"),
    Row(
        "join-application",
        signed_in(),
        "invited",
        invitation,
    ),
    Row("join-application", (SIGN_IN, 403, MINE, 403, 403), "invited", invitation, method="post"),
    Row(
        "take-over-application",
        (SIGN_IN, 404, MINE, 404, 404),
        "left behind",
        left_behind,
        method="post",
    ),
    Row("take-over-application", own(404), "own", application_ref("draft"), method="post"),
    Row("joint-application", (SIGN_IN, 404, 200, 404, 404), "asked", joint_ref),
    Row("joint-application", (SIGN_IN, 404, MINE, 404, 404), "asked", joint_ref, method="post"),
    Row("sign-off", everyone(200), "asked", sign_link()),
    Row("sign-off", everyone(409), "signed", sign_link(state="signed")),
    Row("sign-off", everyone(410), "revoked", sign_link(state="revoked")),
    Row("sign-off", everyone(404), "wrong link", lambda w: ["x" * 32]),
    Row("sign-off-file", everyone(200), "asked", sign_file, is_page=False),
    Row("sign-off-file", everyone(404), "wrong", lambda w: ["x" * 32, "plan"], is_page=False),
    Row("continue-application", own(409), "draft", application_ref("draft")),
    *[
        Row("continue-application", own(), state, application_ref(state))
        for state in ("submitted", "approved", "rejected", "withdrawn")
    ],
    Row(
        "continue-application",
        own(MINE),
        "rejected",
        application_ref("rejected"),
        method="post",
        data=lambda w: {"call": w.call.slug},
    ),
    Row("organisation-facts", own(), args=facts),
    Row("application-similar", own(), "draft", application_ref("draft")),
]
