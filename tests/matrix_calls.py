"""Who gets what at the pages of calls: the public's and the office's."""

import datetime

from django.utils import timezone

from talkoot.calls.models import Call
from tests.factories.calls import make_call, make_closed_call
from tests.matrix import Row, World, everyone, office

PARTS = ("texts", "terms", "criteria", "quotas", "rounds", "links")


def call_slug(world: World) -> list[str]:
    return [world.call.slug]


def draft_slug(world: World) -> list[str]:
    """A call that its office has not published."""
    return [make_call(offering=world.call.offering, published_at=None).slug]


def asking_slug(world: World) -> list[str]:
    """A call whose criteria have self-check questions."""
    call: Call = world.call
    call.criteria.update(question_fi="Onko näin?", advice_fi="Pyydä mukaan toinen osapuoli.")
    return [call.slug]


def closing_slug(_world: World) -> list[str]:
    return [make_call(closes_at=timezone.now() + datetime.timedelta(days=3)).slug]


def closed_slug(_world: World) -> list[str]:
    return [make_closed_call().slug]


OWN_DRAFT = (404, 404, 404, 404, 200)
ROWS = [
    Row("calls", everyone(200), "filtered", query="?programme=testiohjelma&kind=sparring"),
    Row("calls-feed", everyone(200), is_page=False),
    Row("call", OWN_DRAFT, "draft", draft_slug),
    Row("call-check", everyone(200), "asking", asking_slug),
    Row("call-check", everyone(404), "without questions", call_slug),
    Row("call-versions", everyone(200), "published", call_slug),
    Row("call-versions", OWN_DRAFT, "draft", draft_slug),
    Row("call-rounds", everyone(200), "published", call_slug),
    Row("call-rounds", OWN_DRAFT, "draft", draft_slug),
    Row("call-deadline", everyone(200), "with a deadline", closing_slug, is_page=False),
    Row("call-deadline", everyone(404), "until further notice", call_slug),
    Row("office-calls", office(others=403)),
    Row("office-new-call", office(others=403)),
    Row("office-call", office(others=403), "published", call_slug),
    Row("office-call", office(others=403), "draft", draft_slug),
    *[Row(f"office-call-{part}", office(others=403), "published", call_slug) for part in PARTS],
    *[Row(f"office-call-{part}", office(others=403), "draft", draft_slug) for part in PARTS],
    Row("office-call-preview", office(others=403), "draft", draft_slug),
    Row("office-call-lessons", office(others=403), "open", call_slug),
    Row("office-call-lessons", office(409, others=403), "draft", draft_slug),
    Row("publish-call", office(others=403), "draft", draft_slug),
    Row("publish-call", office(409, others=403), "published", call_slug),
    Row("publish-call", office("/office/calls/", others=403), "draft", draft_slug, method="post"),
    Row("close-call", office(others=403), "open", call_slug),
    Row("close-call", office(409, others=403), "closed", closed_slug),
    Row("close-call", office("/office/calls/", others=403), "open", call_slug, method="post"),
    Row("copy-call", everyone(405), args=call_slug),
    Row("copy-call", office("/office/calls/", others=403), "open", call_slug, method="post"),
]
