"""The directory, the experts' own profiles, what of them the office publishes, declining."""

from typing import Any

from talkoot.engagements.models import ExpertRefusal
from talkoot.experts.actions.profiles import set_photo
from tests.factories.experts import make_expert
from tests.factories.files import make_picture
from tests.factories.profiles import (
    make_availability,
    make_expert_reply,
    make_profile_change,
    make_tie,
)
from tests.matrix import SIGN_IN, Row, World, everyone, office
from tests.matrix_things import engagement_ref, expired_expert

# Only the expert has a profile.
MINE = (SIGN_IN, 404, 404, 200, 404)
SENT_ON = (SIGN_IN, 404, 404, "/my/profile/", 404)
PERIOD = {"kind": "away", "starts_on": "2040-07-01", "ends_on": "2040-07-31"}


def own_period(world: World) -> list[int]:
    return [make_availability(world.expert_profile).pk]


def own_tie(world: World) -> list[int]:
    return [make_tie(world.expert_profile).pk]


def pictured(world: World) -> list[str]:
    set_photo(world.expert_profile, make_picture(), by=world.expert)
    return [world.expert_profile.slug]


def change(state: str) -> Any:
    return lambda world: [make_profile_change(world.expert_profile, state=state).pk]


def reply(state: str) -> Any:
    return lambda world: [make_expert_reply(world.expert_profile, state=state).pk]


def with_returned_change(world: World) -> dict[str, Any]:
    """No arguments: the page shows what is there."""
    make_profile_change(world.expert_profile, state="returned")
    return {}


def declined(world: World) -> list[str]:
    """The expert has declined and another of the same supplier is to be had."""
    engagement = world.engagement("declined")
    make_expert("Olli Toinen", supplier=world.expert_profile.supplier, slug="olli-toinen")
    ExpertRefusal.objects.create(
        engagement=engagement,
        expert=world.expert_profile,
        reason="Kalenteri on täynnä.",
        declined_by=world.expert,
    )
    return [engagement.application.ref]


ROWS = [
    Row("experts", everyone(200)),
    Row("expert", everyone(200), "available", lambda w: [w.expert_profile.slug]),
    Row("expert", (404, 404, 404, 404, 200), "agreement over", expired_expert),
    Row("experts", everyone(200), "narrowed", query="?q=johtaminen&region=11&free=yes&seed=x"),
    Row("expert-photo", everyone(200), "with a picture", pictured, is_page=False),
    Row("expert-photo", everyone(404), "none", lambda w: [w.expert_profile.slug], is_page=False),
    Row("my-profile", MINE),
    Row("my-profile", MINE, "with a returned change", data=with_returned_change),
    *[
        Row(name, MINE)
        for name in (
            "edit-profile",
            "edit-practicalities",
            "add-availability",
            "declare-tie",
            "reply-to-feedback",
        )
    ],
    Row(
        "add-availability",
        SENT_ON,
        "filled in",
        method="post",
        data=lambda w: PERIOD,
    ),
    Row("remove-availability", (SIGN_IN, 405, 405, 405, 405), "own", own_period),
    Row("remove-availability", SENT_ON, "own", own_period, method="post"),
    Row("end-tie", (SIGN_IN, 405, 405, 405, 405), "own", own_tie),
    Row("end-tie", SENT_ON, "own", own_tie, method="post"),
    Row("office-profiles", office(others=403)),
    *[
        Row("office-profile-change", office(others=403), state, change(state))
        for state in ("submitted", "published", "returned")
    ],
    Row(
        "office-profile-change",
        office("/office/profiles/", others=403),
        "submitted",
        change("submitted"),
        method="post",
    ),
    Row(
        "office-profile-change",
        office(409, others=403),
        "published",
        change("published"),
        method="post",
    ),
    *[
        Row("office-expert-reply", office(others=403), state, reply(state))
        for state in ("submitted", "published", "returned", "replaced")
    ],
    Row(
        "office-expert-reply",
        office("/office/profiles/", others=403),
        "submitted",
        reply("submitted"),
        method="post",
    ),
    Row("decline-engagement", (SIGN_IN, 404, 404, 200, 200), "open", engagement_ref("open")),
    *[
        Row("decline-engagement", (SIGN_IN, 404, 404, 409, 409), state, engagement_ref(state))
        for state in ("agreed", "delivered", "withdrawn")
    ],
    Row("change-expert", (SIGN_IN, 200, 404, 404, 200), "declined", declined),
    *[
        Row("change-expert", (SIGN_IN, 409, 404, 404, 409), state, engagement_ref(state))
        for state in ("open", "agreed", "delivered")
    ],
    Row("engagement", (SIGN_IN, 200, 404, 200, 200), "declined", declined),
    Row(
        "record-continuation-purchase",
        (SIGN_IN, 404, 404, 200, 200),
        "delivered",
        engagement_ref("delivered"),
    ),
    Row(
        "record-continuation-purchase",
        (SIGN_IN, 404, 404, 409, 409),
        "open",
        engagement_ref("open"),
    ),
]
