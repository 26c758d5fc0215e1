"""Writing, publishing and correcting practices; leads, requests and the yearly question."""

from typing import Any

from talkoot.people.models import OrganisationSuccession
from talkoot.practices.actions.checks import ask_still_in_use
from talkoot.practices.models import Attachment, Practice
from talkoot.practices.tokens import token_of
from talkoot.surveys.queries import token_hash
from tests.factories.files import make_file
from tests.factories.people import make_organisation
from tests.factories.publishing import make_change, make_image, make_lead, make_opinion
from tests.matrix import SIGN_IN, TOKEN, Row, World, everyone, office
from tests.matrix_things import practice_slug

# The author and the office; the rest find nothing.
SHARED = (SIGN_IN, 200, 404, 404, 200)
OWN = (SIGN_IN, 200, 404, 404, 404)


def own(status: Any, office_user: Any = 404) -> tuple[Any, ...]:
    return (SIGN_IN, status, 404, 404, office_user)


def changed(*, is_sent: bool = True) -> Any:
    def args(world: World) -> list[str]:
        practice = world.practice()
        make_change(practice, is_sent=is_sent)
        return [practice.slug]

    return args


def pictured(state: str) -> Any:
    def args(world: World) -> list[Any]:
        image = make_image(world.practice(state))
        return [image.practice.slug, image.pk]

    return args


def with_file(state: str) -> Any:
    def args(world: World) -> list[Any]:
        row = Attachment.objects.create(
            practice=world.practice(state), title="Ohje", file=make_file()
        )
        return [row.practice.slug, row.pk]

    return args


def with_opinion(world: World) -> list[Any]:
    opinion = make_opinion(world.practice())
    return [opinion.practice.slug, opinion.pk]


def of_a_merged_organisation(world: World) -> list[str]:
    practice = world.practice()
    OrganisationSuccession.objects.create(
        predecessor=practice.organisation, successor=make_organisation(), on="2020-01-01"
    )
    return [practice.slug]


def of_a_merged_key(world: World) -> list[Any]:
    (slug,) = of_a_merged_organisation(world)
    return [Practice.objects.get(slug=slug).organisation.key]


def lead(state: str = "seen", **fields: Any) -> Any:
    return lambda world: [make_lead(world.programme, state=state, **fields).pk]


def invited(world: World) -> list[str]:
    make_lead(
        world.programme,
        state="invited",
        token_hash=token_hash(TOKEN),
        organisation=world.applicant.memberships.get().organisation,
    )
    return [TOKEN]


def asked(answer: str, *, is_withdrawn: bool = False) -> Any:
    def args(world: World) -> list[str]:
        practice = world.practice()
        ask_still_in_use(practice)
        check = practice.checks.get()
        if is_withdrawn:
            Practice.objects.filter(pk=practice.pk).update(state="withdrawn")
        return [token_of(practice.pk, check.created_at.timestamp()), answer]

    return args


NOTE = {"note": "Kerro tuloksista."}
OPINION = {
    "text": "Toimii.", "expert_name": "Tiina Tutkija", "expert_title": "tutkija",
    "given_on": "2026-01-02",
}  # fmt: skip

ROWS = [
    Row("practice-from-text", (SIGN_IN, 200, 200, 403, 200)),
    Row("practice-hints", OWN, args=practice_slug("draft")),
    Row("practice-versions", SHARED, "published", practice_slug("published")),
    Row("practice-versions", SHARED, "changed", changed()),
    Row("practice-media", SHARED, "draft", practice_slug("draft")),
    Row("practice-media", SHARED, "published", practice_slug("published")),
    Row(
        "practice-media", own(422, 409), "draft with gaps", practice_slug("draft"), method="post",
    ),
    Row("practice-image", everyone(200), "published", pictured("published"), is_page=False),
    Row(
        "practice-image", (404, 200, 404, 404, 200), "draft", pictured("draft"), is_page=False,
    ),
    Row("practice-file", everyone(200), "published", with_file("published"), is_page=False),
    Row("practice-file", (404, 200, 404, 404, 200), "draft", with_file("draft"), is_page=False),
    Row("remove-image", own("/my/practices/", 409), "draft", pictured("draft"), method="post"),
    Row("remove-image", own(409, "/my/practices/"), "public", pictured("published"), method="post"),
    Row("remove-image", (SIGN_IN, 405, 405, 405, 405), args=pictured("draft")),
    Row("remove-attachment", own("/my/practices/", 409), "draft", with_file("draft"),
        method="post"),
    Row("remove-attachment", (SIGN_IN, 405, 405, 405, 405), args=with_file("draft")),
    Row("drop-change", own("/my/practices/"), "changed", changed(), method="post"),
    Row("drop-change", (SIGN_IN, 405, 405, 405, 405), args=changed()),
    Row("my-practice", OWN, "changed", changed()),
    Row("office-practice", office(others=403), "changed", changed()),
    Row("edit-practice", office(others=403), "published", practice_slug("published")),
    Row("edit-practice", office(409, others=403), "draft", practice_slug("draft")),
    Row("take-change", office("/office/practices/", others=403), "changed", changed(),
        method="post"),
    Row("take-change", office(409, others=403), "not sent", changed(is_sent=False), method="post"),
    Row("take-change", (SIGN_IN, 403, 403, 403, 405), args=changed()),
    Row("decline-change", office(others=403), "changed", changed()),
    Row("decline-change", office(409, others=403), "nothing", practice_slug("published")),
    Row("decline-change", office("/office/practices/", others=403), "changed", changed(),
        method="post", data=lambda w: NOTE),
    Row("add-opinion", office(others=403), "published", practice_slug("published")),
    Row("add-opinion", office(409, others=403), "draft", practice_slug("draft")),
    Row("add-opinion", office("/office/practices/", others=403), "published",
        practice_slug("published"), method="post", data=lambda w: OPINION),
    Row("remove-opinion", office("/office/practices/", others=403), args=with_opinion,
        method="post"),
    Row("remove-opinion", (SIGN_IN, 403, 403, 403, 405), args=with_opinion),
    Row("transfer-practice", office(409, others=403), "no successor", practice_slug("published"),
        method="post"),
    Row("transfer-practice", office("/office/practices/", others=403), "merged",
        of_a_merged_organisation, method="post"),
    Row("transfer-practice", (SIGN_IN, 403, 403, 403, 405), args=of_a_merged_organisation),
    Row("ownerless-practices", office(others=403)),
    Row("transfer-practices", office("/office/practices/", others=403), "merged",
        of_a_merged_key, method="post"),
    Row("transfer-practices", (SIGN_IN, 403, 403, 403, 405), args=of_a_merged_key),
    Row("office-leads", office(others=403)),
    Row("add-lead", office(others=403)),
    Row("office-lead", office(others=403), "seen", lead()),
    Row("office-lead", office(others=403), "closed", lead("closed", outcome="Ei vastausta.")),
    Row("invite-lead", office(409, others=403), "no address", lead(), method="post"),
    Row("invite-lead", office("/office/leads/", others=403), "seen",
        lead(email="tekija@kunta.example"), method="post"),
    Row("invite-lead", (SIGN_IN, 403, 403, 403, 405), args=lead()),
    Row("close-lead", office(others=403), "seen", lead()),
    Row("close-lead", office("/office/leads/", others=403), "seen", lead(), method="post",
        data=lambda w: {"outcome": "Ei vastausta."}),
    Row("story-requests", office(others=403)),
    Row("lead", everyone(200), "invited", invited),
    Row("lead", everyone(404), "wrong link", lambda w: ["x" * 32]),
    Row("begin-lead", (SIGN_IN, "/my/practices/", 403, 403, 403), "invited", invited,
        method="post"),
    Row("begin-lead", (SIGN_IN, 405, 405, 405, 405), args=invited),
    Row("still-in-use", everyone(200), "asked", asked("in_use")),
    Row("still-in-use", everyone(200), "answering", asked("ended"), method="post"),
    Row("still-in-use", everyone(410), "withdrawn", asked("ended", is_withdrawn=True)),
    Row("still-in-use", everyone(404), "no such answer", asked("ehka")),
    Row("still-in-use", everyone(404), "wrong link", lambda w: ["x" * 40, "ended"]),
]  # fmt: skip
