"""Adoptions, mailed links, questions, comments and ideas: who gets what at their addresses."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from talkoot.practices.models import Adoption
from tests.factories.adoptions import (
    LINK_TOKEN,
    make_adoption_link,
    make_comment,
    make_idea,
    make_question,
)
from tests.factories.practices import make_adoption
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in
from tests.matrix_things import practice_slug

Args = Callable[[World], list[Any]]
WORDS = {"text": "Kuinka kauan aloitus kesti?"}
OUTSIDERS = (SIGN_IN, 404, 200, 404, 404)


def adoption(world: World, **fields: Any) -> Adoption:
    """The outsider's organisation adopted the applicant's practice."""
    organisation = world.outsider.memberships.get().organisation
    return make_adoption(world.practice(), organisation=organisation, **fields)


def adoption_pk(**fields: Any) -> Args:
    return lambda world: [adoption(world, **fields).pk]


def link(**fields: Any) -> Args:
    def args(world: World) -> list[Any]:
        organisation = world.outsider.memberships.get().organisation
        make_adoption_link(world.practice(), organisation=organisation, **fields)
        return [LINK_TOKEN]

    return args


def expired() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=1)


def question(**fields: Any) -> Args:
    """Asked by the outsider of the applicant's practice."""
    return lambda world: [make_question(world.practice(), asker=world.outsider, **fields).pk]


def comment(state: str) -> Args:
    return lambda world: [make_comment(world.practice(), state=state).pk]


def idea(world: World) -> list[Any]:
    """On the outsider's list."""
    return [make_idea(world.outsider, world.practice()).pk]


def own_posts(name: str, where: str, args: Args, data: dict[str, Any], state: str = "") -> Row:
    """The outsider's own step."""
    answers = (SIGN_IN, 404, where, 404, 404)
    return Row(name, answers, state or "step", args, method="post", data=lambda world: data)


def application(world: World) -> dict[str, Any]:
    return {
        "call": world.call.slug,
        "organisation": world.outsider.memberships.get().organisation_id,
    }


PUBLISHED, DRAFT = practice_slug("published"), practice_slug("draft")

ADOPTING = [
    Row("request-adoption-link", everyone(200), "published", PUBLISHED),
    Row("request-adoption-link", (404, 200, 404, 404, 200), "draft", DRAFT),
    Row("adoption-link-asked", everyone(200), "published", PUBLISHED),
    Row("adopt-by-link", everyone(200), "fresh", link()),
    Row("adopt-by-link", everyone(410), "expired", link(expires_at=expired())),
    Row("adopt-by-link", everyone(410), "used", link(used_at=expired())),
    Row("adopt-by-link", everyone(404), "forged", lambda w: ["x" * 32]),
    Row("confirm-adoption", (SIGN_IN, 404, 200, 404, 200), "waits", adoption_pk(confirmed_at=None)),
    Row("confirm-adoption", (SIGN_IN, 404, 409, 404, 409), "confirmed", adoption_pk()),
    Row(
        "confirm-adoption",
        (SIGN_IN, 404, "/practices/", 404, "/practices/"),
        "waits",
        adoption_pk(confirmed_at=None),
        method="post",
        data=lambda world: {"answer": "confirm"},
    ),
    Row("practice-adoptions", everyone(200), "adopted", lambda w: [adoption(w).practice.slug]),
    Row("practice-adoptions", everyone(200), "by nobody", PUBLISHED),
    Row("practice-adoptions", (404, 200, 404, 404, 200), "draft", DRAFT),
    Row("my-adoptions", signed_in()),
    Row("my-adoption", OUTSIDERS, "visible", adoption_pk()),
    Row("my-adoption", OUTSIDERS, "waits", adoption_pk(confirmed_at=None)),
    Row("my-adoption", OUTSIDERS, "removed", adoption_pk(state="removed")),
    Row("move-adoption", signed_in(405), args=adoption_pk()),
    own_posts("move-adoption", "/my/adoptions/", adoption_pk(), {"stage": "trying"}),
    Row("drop-adoption", OUTSIDERS, "in use", adoption_pk()),
    Row("drop-adoption", (SIGN_IN, 404, 409, 404, 404), "dropped", adoption_pk(stage="dropped")),
    own_posts("drop-adoption", "/my/adoptions/", adoption_pk(), {"reason": "no_fit"}),
    Row("tell-benefit", OUTSIDERS, "visible", adoption_pk()),
    Row("tell-benefit", (SIGN_IN, 404, 409, 404, 404), "waits", adoption_pk(confirmed_at=None)),
    own_posts("tell-benefit", "/my/adoptions/", adoption_pk(), {"benefit": "5"}),
    Row("write-own-version", signed_in(405), args=adoption_pk()),
    own_posts("write-own-version", "/my/practices/", adoption_pk(), {}),
]

TALK = [
    Row("ask-question", signed_in(), "published", PUBLISHED),
    Row("ask-question", (SIGN_IN, 409, 404, 404, 409), "draft", DRAFT),
    Row(
        "ask-question",
        signed_in("/questions/"),
        "published",
        PUBLISHED,
        method="post",
        data=lambda world: WORDS,
    ),
    Row("question", (SIGN_IN, 200, 200, 404, 200), "open", question()),
    Row("question", (SIGN_IN, 200, 200, 404, 200), "answered", question(answer="Viikon.")),
    Row("question", (SIGN_IN, 200, 200, 404, 200), "hidden", question(state="hidden")),
    Row(
        "question",
        (SIGN_IN, "/practices/", 404, 404, "/practices/"),
        "open",
        question(),
        method="post",
        data=lambda world: {"answer": "Viikon."},
    ),
    Row("hide-question", (SIGN_IN, 403, 403, 403, 405), args=question()),
    Row("hide-question", office("/office/talk/", others=403), "open", question(), method="post"),
    Row("comment", signed_in(), "published", PUBLISHED),
    Row("comment", (SIGN_IN, 409, 404, 404, 409), "draft", DRAFT),
    Row(
        "comment",
        signed_in("/practices/"),
        "published",
        PUBLISHED,
        method="post",
        data=lambda world: WORDS,
    ),
    Row("office-talk", office(others=403), "empty"),
    Row("office-talk", office(others=403), "with comments", lambda w: comment("waiting")(w)[:0]),
    Row("moderate-comment", (SIGN_IN, 403, 403, 403, 405), args=comment("waiting")),
    Row(
        "moderate-comment",
        office("/office/talk/", others=403),
        "waiting",
        comment("waiting"),
        method="post",
    ),
    Row(
        "moderate-comment",
        office(409, others=403),
        "hidden",
        comment("hidden"),
        method="post",
    ),
]

IDEAS = [
    Row("save-idea", signed_in(405), args=PUBLISHED),
    Row("save-idea", signed_in("/my/ideas/"), "published", PUBLISHED, method="post"),
    Row("save-idea", (SIGN_IN, 409, 404, 404, 409), "draft", DRAFT, method="post"),
    Row("my-ideas", signed_in(), "empty"),
    Row("my-ideas", signed_in(), "with ideas", lambda w: idea(w)[:0]),
    Row("my-idea", OUTSIDERS, "kept", idea),
    own_posts("my-idea", "/my/ideas/", idea, {"will_try": "on"}, "planned"),
    Row("remove-idea", signed_in(405), args=idea),
    own_posts("remove-idea", "/my/ideas/", idea, {}),
    Row("apply-from-practice", signed_in(405), args=PUBLISHED),
    Row(
        "apply-from-practice",
        (SIGN_IN, 404, "/my/applications/", 404, 404),
        "open call",
        PUBLISHED,
        method="post",
        data=application,
    ),
]

ROWS = [*ADOPTING, *TALK, *IDEAS]
