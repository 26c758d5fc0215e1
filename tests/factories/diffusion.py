"""Practices that have spread, and what is said of them."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.people.models import Municipality
from talkoot.practices.models import Adoption, Contribution, JuryStatement, Practice
from tests.factories.people import make_municipality, make_organisation, make_user, next_number
from tests.factories.practices import make_adoption

# Real codes, so that the map has them: a municipality of each of ten regions.
PLACES = (
    ("091", "Helsinki", "01"),
    ("853", "Turku", "02"),
    ("609", "Pori", "04"),
    ("109", "Hämeenlinna", "05"),
    ("837", "Tampere", "06"),
    ("398", "Lahti", "07"),
    ("285", "Kotka", "08"),
    ("405", "Lappeenranta", "09"),
    ("491", "Mikkeli", "10"),
    ("179", "Jyväskylä", "13"),
)


def make_place(number: int) -> Municipality:
    """A municipality of the `number`th region; invented size and place, growing with the number."""
    code, name, region = PLACES[number % len(PLACES)]
    existing = Municipality.objects.filter(code=code).first()
    return existing or make_municipality(
        code,
        name=name,
        region_code=region,
        population=3_000 + 4_000 * number,
        latitude=60.2 + 0.3 * number,
        longitude=24.5,
    )


def make_spread(practice: Practice, count: int, *, days: int = 60, **fields: Any) -> list[Adoption]:
    """Confirmed adopters of `count` regions, each `days` after the one before, the last lately."""
    today = timezone.localdate()
    return [
        make_adoption(
            practice,
            organisation=make_organisation(
                f"Mallikunta {next_number()}", kind="municipality", municipality=make_place(number)
            ),
            adopted_on=today - datetime.timedelta(days=days * (count - number)),
            **fields,
        )
        for number in range(count)
    ]


def make_jury_statement(practice: Practice, **fields: Any) -> JuryStatement:
    values = {
        "is_confirmed": True,
        "grounds": "Käytäntö on levinnyt laajasti ja korvannut vanhan tavan.",
        "jury": "Ohjelman palkintoraati",
        "stated_on": timezone.localdate(),
    }
    return JuryStatement.objects.create(
        practice=practice, recorded_by=make_user(), **{**values, **fields}
    )


def make_contribution(practice: Practice, **fields: Any) -> Contribution:
    values = {"origin_class": 2, "rating": 1, "grounds": "Ohjelma toi käytännön näkyville."}
    return Contribution.objects.create(
        practice=practice, rated_by=make_user(), **{**values, **fields}
    )
