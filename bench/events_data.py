"""Fills a database with the demo and then with events and registrations in bulk, for bench.events.

python -m bench.events_data <events> <registrations>
"""

import datetime
import random
import sys

import django
from django.core.management import call_command

django.setup()

from django.utils import timezone  # noqa: E402

from bench.fill import cookie_of  # noqa: E402
from talkoot.events.models import Participant, Registration, Series, Session  # noqa: E402
from talkoot.home.demo import load  # noqa: E402
from talkoot.people.models import Municipality  # noqa: E402
from talkoot.programmes.models import Programme, Theme  # noqa: E402

BATCH = 2000
# The events lie over a year and a half around today, as a nationwide programme's would.
SPREAD_DAYS = 540
KINDS = ["webinar", "workshop_series", "event", "training", "online_course"]


def main() -> None:
    events, registrations = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load()
    dice = random.Random(7)
    fill_events(events, dice)
    fill_registrations(registrations, dice)
    slug = crowded_slug()
    print(f"slug={slug}")
    print(f"day={day_of(slug):%Y-%m-%d}")
    print(f"office={cookie_of('office')}")


def fill_events(count: int, dice: random.Random) -> None:
    """Published events up to `count`, each with one to three sessions."""
    programmes = list(Programme.objects.exclude(state="planned"))
    themes = [*Theme.objects.filter(use="workshop"), None, None]
    places = list(Municipality.objects.filter(valid_to=None))
    today = timezone.localdate()
    rows, starts = [], []
    for number in range(Series.objects.filter(slug__startswith="mitta-").count(), count):
        first = today + datetime.timedelta(days=dice.randrange(-SPREAD_DAYS // 3, SPREAD_DAYS))
        rows.append(
            Series(
                slug=f"mitta-{number}",
                state="published" if first >= today else "ended",
                programme=dice.choice(programmes),
                kind=dice.choice(KINDS),
                title=f"Mittaustapahtuma {number}",
                summary_fi="Yhdessä kehittämistä, keskustelua ja kokeiluja.",
                theme=dice.choice(themes),
                seats=dice.choice([20, 40, 400]),
                entry="persons",
                starts_on=first,
                ends_on=first + datetime.timedelta(days=14),
                is_demo=True,
            )
        )
        starts.append(first)
    Series.objects.bulk_create(rows, BATCH)
    sessions = []
    for series, first in zip(rows, starts, strict=True):
        for order in range(1, dice.choice([1, 1, 2, 3]) + 1):
            day = first + datetime.timedelta(days=7 * (order - 1))
            clock = datetime.time(dice.choice([9, 10, 13, 14]))
            starts_at = timezone.make_aware(datetime.datetime.combine(day, clock))
            sessions.append(
                Session(
                    series=series,
                    order=order,
                    state="agreed" if day >= timezone.localdate() else "held",
                    title=f"Osa {order}",
                    starts_at=starts_at,
                    ends_at=starts_at + datetime.timedelta(hours=2),
                    mode=dice.choice(["on_site", "remote", "hybrid"]),
                    municipality=dice.choice(places),
                    is_demo=True,
                )
            )
    Session.objects.bulk_create(sessions, BATCH)


def fill_registrations(count: int, dice: random.Random) -> None:
    """Registrations up to `count`; every fifth in a few crowded events."""
    series = list(Series.objects.filter(slug__startswith="mitta-").order_by("pk"))
    start = Registration.objects.count()
    people = [
        Participant(
            programme=series[0].programme,
            name=f"Osallistuja {number}",
            email=f"mitta{number}@demo.example",
            role="staff",
            is_demo=True,
        )
        for number in range(start, count)
    ]
    Participant.objects.bulk_create(people, BATCH)
    Registration.objects.bulk_create(
        [
            Registration(
                series=dice.choice(series[:20] if number % 5 == 0 else series),
                participant=person,
                role="staff",
                state="registered",
                token_hash=f"mitta-{start + number}",
                is_demo=True,
            )
            for number, person in enumerate(people)
        ],
        BATCH,
    )


def crowded_slug() -> str:
    """The event with the most registrations."""
    from django.db.models import Count

    rows = Series.objects.filter(slug__startswith="mitta-").annotate(count=Count("registrations"))
    return str(rows.order_by("-count")[0].slug)


def day_of(slug: str) -> datetime.date:
    """The first day of the event."""
    starts_at = Session.objects.filter(series__slug=slug).order_by("starts_at")[0].starts_at
    assert starts_at is not None
    return timezone.localdate(starts_at)


if __name__ == "__main__":
    main()
