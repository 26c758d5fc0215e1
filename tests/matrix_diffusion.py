"""Spreading, organisations and themes."""

from typing import Any

from django.utils import timezone

from talkoot.practices.queries.measures import MEASURES
from talkoot.practices.rules.levels import NUMBERS
from talkoot.programmes.models import Theme
from tests.factories.diffusion import make_spread
from tests.matrix import SIGN_IN, Row, World, everyone, office

STATES = ("draft", "submitted", "returned", "withdrawn")
YEAR = timezone.localdate().year
# The applicant works in the organisation; nobody else does.
OWN_PEOPLE = (SIGN_IN, 200, 403, 403, 403)
STATEMENT = {"is_confirmed": "yes", "grounds": "Levinnyt laajasti.", "jury": "Raati"}
STATEMENT |= {"stated_on_day": "1", "stated_on_month": "6", "stated_on_year": "2026"}
RATING = {"origin_class": "2", "rating": "1", "grounds": "Ohjelma teki näkyväksi."}


def spread_practice(world: World) -> list[Any]:
    practice = world.practice()
    make_spread(practice, 2)
    return [practice.slug]


def an_adoption(world: World) -> list[Any]:
    practice = world.practice()
    return [practice.slug, make_spread(practice, 1)[0].pk]


def practice_in(state: str) -> Any:
    return lambda world: [world.practice(state).slug]


def organisation_key(world: World) -> list[Any]:
    return [world.practice().organisation.key]


def a_theme(_world: World) -> list[Any]:
    theme, _is_new = Theme.objects.get_or_create(
        use="practice", code="tyovuorot", defaults={"name_fi": "Työvuorot"}
    )
    return [theme.code]


def with_year(year: int) -> Any:
    return lambda world: [*organisation_key(world), year]


ROWS = [
    Row("practice-spread", everyone(200), "adopted", spread_practice),
    Row("practice-spread", everyone(200), "by municipality", spread_practice,
        query="?map=municipality&as_of=2026-01-01"),
    *[
        Row("practice-spread", (404, 200, 404, 404, 200), state, practice_in(state))
        for state in STATES
    ],
    *[
        Row("spread-records", everyone(200), measure.key,
            lambda world, key=measure.key: [*spread_practice(world), key],
            is_page=measure.key in ("adopters", "eligible"))
        for measure in MEASURES
    ],
    Row("spread-records", everyone(404), "unknown", lambda w: [w.practice().slug, "ei-ole"]),
    Row("diffusion", everyone(200)),
    Row("diffusion", everyone(404), "unknown programme", query="?programme=ei-ole"),
    Row("rankings", everyone(200)),
    Row("coverage", everyone(200)),
    Row("organisations", everyone(200)),
    Row("organisation", everyone(200), args=organisation_key),
    Row("organisation", everyone(404), "unknown", lambda _w: ["ei-ole"]),
    Row("organisation-received", OWN_PEOPLE, args=organisation_key),
    Row("organisation-received", (SIGN_IN, 404, 404, 404, 404), "unknown", lambda _w: ["ei-ole"]),
    Row("organisation-summary", OWN_PEOPLE, "this year", with_year(YEAR), is_page=False),
    Row("organisation-summary", (SIGN_IN, 404, 403, 403, 403), "to come", with_year(YEAR + 1),
        is_page=False),
    Row("themes", everyone(200)),
    Row("theme", everyone(200), args=a_theme),
    Row("theme", everyone(404), "unknown", lambda _w: ["ei-ole"]),
    Row("level-rules", (SIGN_IN, 403, 403, 403, 200), args=lambda w: [w.programme.slug]),
    Row("level-rules", office(422, others=403), "with gaps", lambda w: [w.programme.slug],
        method="post", data=lambda _w: {"reach_4": "0"}),
    Row("level-rules", office(others=403), "previewed", lambda w: [w.programme.slug],
        method="post", data=lambda _w: dict(NUMBERS)),
    Row("level-rules", office("/office/levels/", others=403), "saved",
        lambda w: [w.programme.slug], method="post", data=lambda _w: {**NUMBERS, "save": "1"}),
    *[
        Row(name, office(others=403), "published", practice_in("published"))
        for name in ("jury-statement", "rate-contribution")
    ],
    Row("adoption-dependence", office(others=403), "adopted", an_adoption),
    Row("adoption-dependence", office("/practices/", others=403), "told", an_adoption,
        method="post", data=lambda _w: {"note": "Sama konsultti."}),
    Row("jury-statement", office(409, others=403), "of a draft", practice_in("draft"),
        method="post", data=lambda _w: STATEMENT),
    Row("jury-statement", office("/practices/", others=403), "of a published one",
        practice_in("published"), method="post", data=lambda _w: STATEMENT),
    Row("rate-contribution", office("/practices/", others=403), "rated",
        practice_in("published"), method="post", data=lambda _w: RATING),
]  # fmt: skip
