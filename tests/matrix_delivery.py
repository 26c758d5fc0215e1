"""Who gets what at the pages of events: the public's, one's own calendar, the office's."""

from typing import Any

from talkoot.events.actions.feeds import renew_feed
from talkoot.events.actions.templates import save_as_template
from talkoot.events.models import Series, SeriesTemplate
from tests.factories.events import make_event
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in

PARTS = ("texts", "terms", "people")


def event(world: World, **fields: Any) -> Series:
    return make_event(world.programme, **fields)


def slug(world: World) -> list[Any]:
    return [event(world).slug]


def draft_slug(world: World) -> list[Any]:
    return [event(world, state="draft").slug]


def ended_slug(world: World) -> list[Any]:
    return [event(world, state="ended").slug]


def session(world: World) -> list[Any]:
    return [event(world).slug, 1]


def sequels(world: World) -> list[Any]:
    return [event(world).pk]


def own_template(world: World) -> list[Any]:
    return [save_as_template(event(world), name="Oma malli", by=world.office_user).pk]


def shipped_template(world: World) -> list[Any]:
    return [SeriesTemplate.objects.create(code="visit", kind="visit", name_fi="Vierailu").pk]


def held_session(world: World) -> list[Any]:
    series = event(world)
    series.sessions.update(state="held")
    return [series.slug, 1]


def feed_token(world: World) -> list[Any]:
    return [renew_feed(world.applicant).rpartition("/")[2].removesuffix(".ics")]


def programme_slug(world: World) -> list[Any]:
    return [world.programme.slug]


OWN_DRAFT = (404, 404, 404, 404, 200)
PUBLIC = [
    Row("events", everyone(200)),
    Row("events", everyone(200), "filtered", query="?programme=testiohjelma&remote=1&when=past"),
    Row("events-month", everyone(200)),
    Row("events-month", everyone(200), "of a day", query="?day=2026-12-03"),
    Row("event", everyone(200), "published", slug),
    Row("event", everyone(200), "ended", ended_slug),
    Row("event", OWN_DRAFT, "draft", draft_slug),
    Row("event-calendar", everyone(200), "published", slug, is_page=False),
    Row("event-calendar", OWN_DRAFT, "draft", draft_slug, is_page=False),
    Row("session-calendar", everyone(200), "published", session, is_page=False),
    Row("session-calendar", everyone(404), "unknown", lambda w: [event(w).slug, 9]),
    Row("programme-calendar", everyone(200), args=programme_slug, is_page=False),
    Row("calendar-feed", everyone(200), args=feed_token, is_page=False),
    Row("calendar-feed", everyone(404), "stopped", lambda w: ["vanha"]),
]
MINE = [
    Row("my-calendar", signed_in()),
    Row("renew-calendar", signed_in("/my/calendar/"), method="post"),
    Row("renew-calendar", (SIGN_IN, 405, 405, 405, 405)),
    Row("stop-calendar", signed_in("/my/calendar/"), method="post"),
    Row("stop-calendar", (SIGN_IN, 405, 405, 405, 405)),
]
OFFICE = [
    Row("office-events", office(others=403)),
    Row("office-new-series", office(others=403)),
    Row("office-series", office(others=403), "published", slug),
    Row("office-series", office(others=403), "draft", draft_slug),
    *[Row(f"office-series-{part}", office(others=403), "draft", draft_slug) for part in PARTS],
    *[Row(f"office-series-{part}", office(409, others=403), "ended", ended_slug) for part in PARTS],
    Row("office-series-after", office(others=403), "ended", ended_slug),
    Row("publish-series", office(others=403), "draft", draft_slug),
    Row("publish-series", office(409, others=403), "published", slug),
    Row(
        "publish-series", office("/office/events/", others=403), "draft", draft_slug, method="post"
    ),
    Row("end-series", office(others=403), "published", slug),
    Row("end-series", office(409, others=403), "with a session ahead", slug, method="post"),
    Row("cancel-series", office(others=403), "published", slug),
    Row("cancel-series", office(409, others=403), "ended", ended_slug),
    Row("copy-series", office(others=403), "ended", ended_slug),
    Row("save-series-template", office(others=403), "ended", ended_slug),
    Row("series-templates", office(others=403)),
    Row("series-template", office(others=403), "own", own_template),
    Row("series-template", office(404, others=403), "of the product", shipped_template),
    Row(
        "remove-series-template",
        office("/office/series/templates/", others=403),
        "own",
        own_template,
        method="post",
    ),
    Row("office-new-session", office(others=403), "draft", draft_slug),
    Row("office-new-session", office(409, others=403), "ended", ended_slug),
    Row("office-session", office(others=403), "agreed", session),
    Row("office-session", office(409, others=403), "held", held_session),
    Row("cancel-session", office(others=403), "agreed", session),
    Row("cancel-session", office(409, others=403), "held", held_session),
    Row("office-sequels", office(others=403), "event", sequels),
    Row("office-sequels", office(404, others=403), "unknown", lambda world: [0]),
    Row(
        "remove-sequel",
        office("/office/series/", others=403),
        "gone already",
        lambda world: [*sequels(world), 1],
        method="post",
    ),
]
ROWS = [*PUBLIC, *MINE, *OFFICE]
