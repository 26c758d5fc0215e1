"""Survey rounds with the whole counts that give the published shares, and who was invited.

Where a published share is impossible with the printed n, fewer answered the item. How many were
invited, the source does not tell; two and a half times the answers are.
"""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from talkoot.home.reconstruction.pool import MARK, Pool, moment, save
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Invitation, Questionnaire, Response, Round

DAY = datetime.date
SPARRING, TRAINING = "kokeneen-kehittajan-sparraus", "sisaisten-kehittajien-valmennus"
WORKSHOPS = "tyopajasarjat"
EFFECTS = ("start", "continuity", "progress", "success", "direction")
POSITIVE, OTHER = ("5", "4"), ("3", "3", "2")
NEEDS = {
    "sparring": (36, 52),
    "developer-training": (39, 50),
    "guides": (20, 51),
    "newsletters": (23, 52),
    "webinars": (41, 50),
    "practices": (44, 52),
    "peers": (39, 52),
    "workshops": (33, 52),
    "portal": (38, 39),
}
ROUTES = {"employer": 33, "event": 25, "newsletter": 21, "social": 14}
AREAS = (
    *("participation", "cooperation", "new-ways", "customers", "competence"),
    *("enthusiasm", "wellbeing", "quality"),
)
INVITED_FOR_TWO_ANSWERS = 5


@dataclass
class Sent:
    """A round: what was asked of whom, and each item's answers, None for those who skipped it."""

    questionnaire: str
    title: str
    opens_on: datetime.date
    n: int
    service: str = ""
    viewpoint: str = ""
    occasion: str = ""
    items: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def closes_on(self) -> datetime.date:
        return self.opens_on + datetime.timedelta(days=21)


def make(pool: Pool) -> None:
    for sent in _rounds(pool):
        _write(pool, sent)


def count() -> None:
    """The worker's own counting, until nothing is due."""
    while tally_rounds():
        pass


def _dealt(values: list[Any], n: int, turn: int) -> list[Any]:
    """The values, None up to `n`, turned so that the items do not go hand in hand."""
    whole = values + [None] * (n - len(values))
    at = turn % n if n else 0
    return whole[at:] + whole[:at]


def _shares(counts: dict[str, tuple[int, int]], n: int, *, yes: bool = False) -> dict[str, Any]:
    """{item: (positive, valid)} as answers."""
    found = {}
    for turn, (item, (positive, valid)) in enumerate(counts.items()):
        best, rest = (("yes",), ("no",)) if yes else (POSITIVE, OTHER)
        values = list(itertools.islice(itertools.cycle(best), positive))
        values += itertools.islice(itertools.cycle(rest), valid - positive)
        found[item] = _dealt(values, n, 7 * turn)
    return found


def _areas(first: tuple[str, str, str], n: int) -> dict[str, Any]:
    """The areas as a matrix, the three published ones first and the others well behind."""
    order = [*first, *(area for area in AREAS if area not in first)]
    counts = {
        area: (max(1, n * (88 - 4 * at if at < len(first) else 66 - 4 * at) // 100), n)
        for at, area in enumerate(order)
    }
    rows = _shares(counts, n)
    return {"areas": [{area: rows[area][at] for area in order} for at in range(n)]}


def _effects(counts: tuple[int, ...], n: int) -> dict[str, Any]:
    return _shares({item: (k, n) for item, k in zip(EFFECTS, counts, strict=True)}, n)


def _grades(n: int, fives_of_ten: int) -> list[str]:
    return ["5" if at % 10 < fives_of_ten else "4" for at in range(n)]


def _rounds(pool: Pool) -> Iterator[Sent]:
    yield from _effectiveness()
    yield from _feedback(pool)
    needs = _shares(NEEDS, 52, yes=True)
    yield Sent("support-needs", "Tulevan tuen tarpeet 2020", DAY(2020, 5, 4), 52, items=needs)
    yes = _shares({"reads": (60, 75), "useful": (48, 75)}, 75, yes=True)
    yes |= _shares({"interesting": (50, 72), "topical": (55, 70)}, 75, yes=True)
    order = [["examples", "services", "blogs"]] * 45 + [["examples", "blogs", "services"]] * 10
    order += [["services", "examples", "blogs"]] * 20
    yield Sent(
        "newsletter-survey",
        "Uutiskirjeen lukijat",
        DAY(2019, 3, 4),
        75,
        items=yes | {"content-order": order},
    )
    # The portal's first survey is known to have been made; its numbers have not been published.
    yield Sent("portal-survey", "Tekojen torin käyttäjät 2017", DAY(2017, 5, 2), 0)
    counts = {"content-interesting": (83, 91), "recommend-agree": (80, 91), "search-easy": (63, 91)}
    portal = _shares(counts, 91) | _shares({"tell-again": (79, 91)}, 91, yes=True)
    routes = [[] for _at in range(91)]  # type: list[list[str]]
    for at, route in enumerate(code for code, k in ROUTES.items() for _at in range(k)):
        routes[at % 91].append(route)
    portal["routes"] = routes
    yield Sent("portal-survey", "Tekojen torin käyttäjät 2020", DAY(2020, 4, 6), 91, items=portal)


def _effectiveness() -> Iterator[Sent]:
    spring = DAY(2020, 4, 14)
    own, each = "organisation", "individual"
    name = "effectiveness-organisation"
    # Early 2019: made, but its numbers have not been published.
    yield Sent(name, "Sparrauksen vaikutukset 2019", DAY(2019, 2, 4), 0, SPARRING, own)
    first = ("participation", "cooperation", "new-ways")
    items = _effects((31, 30, 30, 29, 30), 32) | _areas(first, 32)
    items |= _shares({"same-expert": (16, 32)}, 32, yes=True)
    yield Sent(name, "Sparrauksen vaikutukset 2020", spring, 32, SPARRING, own, items=items)
    # All positive but one, on the direction; how many there were is not published.
    items = _effects((10, 10, 10, 10, 9), 10)
    yield Sent(
        name, "Valmennuksen vaikutukset, työnantajat", spring, 10, TRAINING, own, items=items
    )
    items = _effects((14, 15, 14, 13, 13), 16)
    yield Sent(
        name, "Työpajojen vaikutukset, organisaatiot", spring, 16, WORKSHOPS, own, items=items
    )
    name = "effectiveness-individual"
    items = _effects((71, 64, 64, 56, 52), 90)
    items |= _areas(("new-ways", "customers", "competence"), 90)
    yield Sent(
        name, "Valmennuksen vaikutukset, osallistujat", spring, 90, TRAINING, each, "", items
    )
    items = _effects((89, 82, 81, 76, 81), 107)
    items |= _areas(("cooperation", "new-ways", "enthusiasm"), 107)
    yield Sent(
        name, "Työpajojen vaikutukset, osallistujat", spring, 107, WORKSHOPS, each, "", items
    )


def _feedback(pool: Pool) -> Iterator[Sent]:
    """The sparring's grade, 4.7; each staff-driven series over 4; the course's school grade, 9-."""
    for year in range(2015, 2021):
        yield Sent(
            "session-feedback",
            f"Palaute sparrauksesta {year}",
            DAY(year, 9, 14) if year == 2020 else DAY(year, 11, 16),
            40,
            SPARRING,
            items={"overall": _grades(40, 7)},
        )
    for number, fives in enumerate((3, 4, 2), 1):
        title = f"Henkilöstölähtöinen tuloksellisuuden kehittäminen {number}"
        yield Sent(
            "training-feedback",
            f"Palaute: {title}",
            DAY(2019, 6, 3),
            20,
            WORKSHOPS,
            occasion=f"series:{pool.series_named(title).pk}",
            items={"overall": _grades(20, fives)},
        )
    yield Sent(
        "training-feedback",
        "Palaute: Tekoälyä yhteiskunnan tarpeisiin",
        DAY(2020, 6, 1),
        60,
        WORKSHOPS,
        items={"school-grade": ["9", "9-", "8½"] * 20},
    )


def _responses(survey: Round, sent: Sent) -> list[Response]:
    answers: list[dict[str, Any]] = [
        {item: values[at] for item, values in sent.items.items() if values[at] is not None}
        for at in range(sent.n)
    ]
    return [
        Response(
            round=survey, answers=given, language="fi", submitted_on=sent.closes_on, is_demo=True
        )
        for given in answers
    ]


def _write(pool: Pool, sent: Sent) -> None:
    survey = Round(
        programme=pool.programme,
        questionnaire=Questionnaire.objects.filter(code=sent.questionnaire, programme=None).latest(
            "version"
        ),
        service=pool.offerings[sent.service] if sent.service else None,
        viewpoint=sent.viewpoint,
        occasion=sent.occasion,
        title=f"{sent.title} ({MARK})",
        state=Round.State.CLOSED,
        mode=Round.Mode.CONFIDENTIAL,
        opens_on=sent.opens_on,
        closes_on=sent.closes_on,
        population_at=moment(sent.opens_on),
        created_at=moment(sent.opens_on),
        is_demo=True,
    )
    save([survey])
    responses = _responses(survey, sent)
    invited = [
        Invitation(
            round=survey,
            address=f"kutsuttu-{number:03}@{MARK}.invalid",
            language="fi",
            sent_at=moment(sent.opens_on),
            has_answered=number <= sent.n,
            answered_at=moment(sent.closes_on) if number <= sent.n else None,
            created_at=moment(sent.opens_on),
        )
        for number in range(1, sent.n * INVITED_FOR_TWO_ANSWERS // 2 + 1)
    ]
    save(responses, invited)
