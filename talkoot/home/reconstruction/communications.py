"""Newsletters, channels, media, awards, publications, presentations and weekly picks."""

import datetime

from talkoot.home.reconstruction.pool import CUT_OFF, MARK, Pool, days_between, save, spread
from talkoot.outreach.models import (
    Award,
    ChannelCount,
    MediaHit,
    Newsletter,
    NewsletterIssue,
    Presentation,
    Publication,
    Story,
)

DAY = datetime.date
ISSUES, LEAST, MOST = 102, 2000, 3200
MONTHS = 69  # From February 2015 to October 2020.
# Month by month, so rows are summed.
SITE = {"views": 490_000, "unique_views": 370_000}
# By the end of each year, so the newest row holds.
CHANNELS = {
    ("twitter", "followers"): 3240,
    ("twitter", "posts"): 3300,
    ("facebook", "followers"): 1050,
    ("youtube", "videos"): 44,
    ("youtube", "views"): 7000,
    ("podcast", "listens"): 5000,
}
GALAS = {"gaala-2017": (DAY(2017, 11, 23), 41, 0), "gaala-2019": (DAY(2019, 11, 21), 42, 38)}
CATEGORIES = ("Ihmeiden tekijät", "Oman työn sankarit", "Innostavat teot")
FAIRS = {
    ("kuntamarkkinat", "Kuntamarkkinat"): (range(2015, 2020), ""),
    ("lappeenranta", "Lappeenranta-seminaari"): (
        range(2015, 2019),
        "Lähteen toinen lause kertoo vuodet 2015 ja 2020.",
    ),
    ("tampere", "Tampereen työmarkkinaseminaari"): (
        (2015, 2017, 2019),
        "Lähteen toinen lause kertoo vuodet 2015 ja 2017.",
    ),
}
WEEKS = range(7, 14)


def make(pool: Pool) -> None:
    _newsletters(pool)
    _channels(pool)
    _media(pool)
    _publications(pool)
    save(
        [
            Story(
                programme=pool.programme,
                series="Viikon muutoksentekijät",
                number=100 + week,
                title=f"Viikko {week} ({MARK})",
                published_by=DAY.fromisocalendar(2020, week, 1),
                source=MARK,
                is_demo=True,
            )
            for week in WEEKS
        ]
    )


def _newsletters(pool: Pool) -> None:
    letter = Newsletter.objects.create(
        programme=pool.programme, name=f"Kunteko-uutiskirje ({MARK})", is_demo=True
    )
    days = days_between(DAY(2015, 2, 12), DAY(2020, 10, 8), ISSUES)
    save(
        [
            NewsletterIssue(
                newsletter=letter,
                number=number,
                title=f"Uutiskirje {number} ({MARK})",
                sent_on=day,
                subscriber_count=LEAST + (MOST - LEAST) * (number - 1) // (ISSUES - 1),
                is_demo=True,
            )
            for number, day in enumerate(days, 1)
        ]
    )


def _channels(pool: Pool) -> None:
    rows = []
    months = days_between(DAY(2015, 2, 28), CUT_OFF, MONTHS)
    for measure, whole in SITE.items():
        for day, value in zip(months, spread(whole, MONTHS), strict=True):
            rows.append(_count(pool, ("site", measure), day, value, is_increment=True))
    years = [*(DAY(year, 12, 31) for year in range(2015, 2020)), CUT_OFF]
    for place, value in CHANNELS.items():
        for at, day in enumerate(years, 1):
            rows.append(_count(pool, place, day, value * at // len(years), is_increment=False))
    save(rows)


def _count(
    pool: Pool, place: tuple[str, str], day: datetime.date, value: int, *, is_increment: bool
) -> ChannelCount:
    return ChannelCount(
        programme=pool.programme,
        channel=place[0],
        measure=place[1],
        counted_on=day,
        value=value,
        is_increment=is_increment,
        is_demo=True,
    )


def _media(pool: Pool) -> None:
    awards, hits = [], []
    for occasion, (day, given, told) in GALAS.items():
        awards += [
            Award(
                programme=pool.programme,
                occasion=occasion,
                category=f"{CATEGORIES[at % len(CATEGORIES)]} ({MARK})",
                awarded_on=day,
                is_demo=True,
            )
            for at in range(given)
        ]
        hits += [
            MediaHit(
                programme=pool.programme,
                outlet=f"Tiedotusväline {at + 1:02} ({MARK})",
                title=f"Uutinen gaalasta ({MARK})",
                occasion=occasion,
                published_on=day + datetime.timedelta(days=at % 14),
                is_demo=True,
            )
            for at in range(told)
        ]
    save(awards, hits)


def _publications(pool: Pool) -> None:
    """The source is itself the third; it came out after its own cut-off and counts itself."""
    titles = (
        (f"Neuvonantajiston haastattelut ({MARK})", DAY(2017, 6, 1)),
        (f"Julkaisu 2 ({MARK})", DAY(2018, 6, 1)),
        (f"Loppujulkaisu, tekeillä ({MARK})", CUT_OFF),
    )
    save(
        [
            Publication(programme=pool.programme, title=title, published_on=day, is_demo=True)
            for title, day in titles
        ]
    )
    fairs = [
        Presentation(
            programme=pool.programme,
            kind=Presentation.Kind.FAIR,
            code=code,
            title=title,
            held_on=DAY(year, 9, 10),
            source_note=note,
            is_demo=True,
        )
        for (code, title), (years, note) in FAIRS.items()
        for year in years
    ]
    abroad = Presentation(
        programme=pool.programme,
        kind=Presentation.Kind.CONFERENCE,
        code="vilna",
        title="Vilna 23.–24.5.2018",
        held_on=DAY(2018, 5, 23),
        participants=105,
        countries=19,
        eu_countries=17,
        is_demo=True,
    )
    save([*fairs, abroad])
