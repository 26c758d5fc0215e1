"""Rounds with answers for bench.surveys: bench.surveys_data RESPONSES ROUNDS ITEMS."""

import datetime
import random
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from talkoot.people.models import Organisation  # noqa: E402
from talkoot.programmes.models import Offering, Programme  # noqa: E402
from talkoot.surveys.models import Item, Questionnaire, Response, Round  # noqa: E402

KINDS = (Item.Kind.EFFECT, Item.Kind.GRADE, Item.Kind.YES_NO, Item.Kind.SCALE)
REGIONS = ("01", "02", "04", "05", "06", "07")
ORGANISATIONS = ("municipality", "county", "company")
CHUNK = 5000


def make(responses: int, rounds: int, items: int) -> None:
    """So many answers to so many items, in closed confidential rounds of ten services."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    dice = random.Random(7)
    day = timezone.localdate()
    office = Organisation.objects.create(key="mittaus", name="Mittaus", kind="association")
    programme = Programme.objects.create(
        slug="mittaus",
        office=office,
        name_fi="Mittaus",
        summary_fi="Mittaus.",
        state=Programme.State.RUNNING,
        starts_on=day,
        ends_on=day,
        number_prefix="MI",
    )
    services = [
        Offering.objects.create(
            programme=programme, slug=f"palvelu-{n}", order=n, kind="sparring", name_fi=f"P{n}"
        )
        for n in range(10)
    ]
    questionnaire = Questionnaire.objects.create(
        code="effectiveness-individual", purpose="effectiveness", title_fi="Mittaus",
        is_published=True,
    )  # fmt: skip
    asked = [
        Item.objects.create(
            questionnaire=questionnaire,
            order=number,
            code=f"kohta-{number}",
            kind=KINDS[number % len(KINDS)],
            text_fi=f"Kohta {number}",
            has_cannot_say=True,
        )
        for number in range(items)
    ]
    closed = [
        Round.objects.create(
            programme=programme,
            questionnaire=questionnaire,
            service=services[number % len(services)],
            viewpoint=("individual", "organisation")[number // 250 % 2],
            title=f"Kierros {number}",
            state=Round.State.CLOSED,
            mode=Round.Mode.CONFIDENTIAL,
            opens_on=day - datetime.timedelta(days=60),
            closes_on=day - datetime.timedelta(days=30),
        )
        for number in range(rounds)
    ]
    waiting: list[Response] = []
    for number in range(responses):
        waiting.append(
            Response(
                round=closed[number % rounds],
                groups={"region": dice.choice(REGIONS), "kind": dice.choice(ORGANISATIONS)},
                answers={item.code: answer(item, dice) for item in asked},
                submitted_on=day,
            )
        )
        if len(waiting) == CHUNK or number == responses - 1:
            Response.objects.bulk_create(waiting, batch_size=500)
            waiting = []


def answer(item: Item, dice: random.Random) -> Any:
    """One in thirty says nothing, one in fifteen cannot say."""
    luck = dice.random()
    if luck < 1 / 30:
        return ""
    if luck < 1 / 10:
        return "0" if item.kind == Item.Kind.EFFECT else "cannot_say"
    if item.kind == Item.Kind.YES_NO:
        return dice.choice(("yes", "yes", "no"))
    return dice.choice(("5", "4", "4", "3", "2", "1"))


if __name__ == "__main__":
    make(*map(int, sys.argv[1:4]))
