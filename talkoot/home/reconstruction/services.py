"""Trainings, workshop series, challenge workshops and open events, with those who took part."""

import datetime
from collections.abc import Sequence

from talkoot.engagements.models import Experiment, Statement, Team, Workshop
from talkoot.events.models import (
    Attendance,
    Participant,
    Registration,
    SeatQuota,
    Series,
    Session,
)
from talkoot.home.reconstruction.pool import (
    MARK,
    Pool,
    days_between,
    held_session,
    mark_present,
    moment,
    save,
)
from talkoot.people.models import Organisation, ParticipantRole
from talkoot.programmes.models import OfferingKind

Bodies = Sequence[Organisation | None]
DAY = datetime.date
# Title, persons, organisations by key, invented organisations from … to, teams.
WORKSHOPS: tuple[tuple[str, int, tuple[str, ...], tuple[int, int] | None, int], ...] = (
    ("Palvelumuotoilu 1", 25, (), (67, 70), 0),
    ("Palvelumuotoilu 2", 25, (), (71, 74), 0),
    ("Palvelumuotoilu 3", 25, (), (75, 78), 0),
    ("Itseohjautuvuus 1, Filosofian Akatemia", 29, ("kunta-753", "kunta-018"), (79, 81), 5),
    ("Itseohjautuvuus 2, Filosofian Akatemia", 29, ("kunta-086",), (82, 85), 5),
    (
        "Aivotyö ja kognitiivinen ergonomia 1, Työterveyslaitos",
        13,
        ("kunta-604", "kunta-086", "kunta-249"),
        (86, 86),
        0,
    ),
    ("Aivotyö ja kognitiivinen ergonomia 2, Työterveyslaitos", 13, (), (67, 69), 0),
    (
        "Henkilöstölähtöinen tuloksellisuuden kehittäminen 1",
        22,
        ("tampereen-seudun-ammattiopisto-tredu",),
        (87, 88),
        4,
    ),
    ("Henkilöstölähtöinen tuloksellisuuden kehittäminen 2", 22, ("jatsi-oy",), (70, 72), 4),
    ("Henkilöstölähtöinen tuloksellisuuden kehittäminen 3", 22, ("vantaan-sairaala",), (73, 75), 4),
    ("Uhkaavat asiakaspalvelutilanteet", 25, (), (76, 80), 0),
    ("Työpäivämuotoilu", 25, (), (81, 85), 0),
)
COURSE = "Tekoälyä yhteiskunnan tarpeisiin, verkkokoulutus"
COURSE_SEATS = {
    "yhteiskunta-alan-korkeakoulutetut-yka": 78,
    "lakimiesliitto": 82,
    "": 78,
}
CHALLENGES = {
    "Digityöpaja": 36,
    "Asiakaslähtöisyyden edistämisen työpaja": 45,
    "Asiakaslähtöisyyden ja palvelumuotoilun edistämisen työpaja": 40,
    "Itseohjautuvuuden edistämisen työpaja": 32,
}
BOARD = {"customer": 10, "employee": 11, "organisation": 8}
TRIALS = 5
NAMED_TRAININGS = {
    "Kaupunkistrategian toteutus": 34,
    "Sisäisten kehittäjien valmennus: Hyvinkään perusopetus": 23,
    "Sisäisten kehittäjien valmennus: Kuhmo": 29,
    "Sisäisten kehittäjien valmennus: Ikäkunto ja vammaispalvelut": 24,
}
TRAINED, TRAININGS_FIRST, TRAININGS_SECOND = 900, 20, 10
SIZES = (18, 35, 22, 31, 26, 27)  # In turn, then evened out to the whole.
WEBINARS, SMALLEST, LARGEST = 26, 20, 100
PARTICIPATIONS = 10_000


def make(pool: Pool) -> None:
    persons = _trainings(pool) + _workshops(pool) + _course(pool) + _challenges(pool)
    _board(pool)
    _events(pool, in_services=persons)


def _sessions_of(series: Series, days: Sequence[datetime.date]) -> list[Session]:
    """Those that the source tells; else new ones on these days."""
    known = list(series.sessions.all())
    if known:
        return known
    made = [held_session(series, order, day) for order, day in enumerate(days, 1)]
    save(made)
    return made


def _sizes() -> list[int]:
    """Of the cohorts that the source does not name: between 15 and 50, about 26 on average."""
    count = TRAININGS_FIRST + TRAININGS_SECOND
    sizes = [SIZES[at % len(SIZES)] for at in range(count)]
    rest = TRAINED - sum(NAMED_TRAININGS.values()) - sum(sizes)
    step = 1 if rest > 0 else -1
    for at in range(abs(rest)):
        sizes[at % count] += step
    return sizes


def _trainings(pool: Pool) -> int:
    for title, size in NAMED_TRAININGS.items():
        series = pool.series_named(title)
        sessions = _sessions_of(series, days_between(DAY(2018, 9, 4), DAY(2018, 11, 27), 3))
        people = pool.persons(size, [series.organisation])
        save(people)
        mark_present(sessions, people)
    sizes = _sizes()
    starts = [
        *days_between(DAY(2015, 4, 14), DAY(2017, 10, 10), TRAININGS_FIRST),
        *days_between(DAY(2018, 2, 13), DAY(2020, 3, 3), TRAININGS_SECOND),
    ]
    bodies = [*pool.organisations(85, 104), *pool.organisations(57, 66)]
    for number, (start, body, size) in enumerate(zip(starts, bodies, sizes, strict=True), 1):
        length = 2 if number <= TRAININGS_FIRST else 3
        series = pool.new_series(
            f"Sisäisten kehittäjien valmennus {number:02} ({MARK})",
            OfferingKind.TRAINING,
            "sisaisten-kehittajien-valmennus",
            organisation=body,
            starts_on=start,
            ends_on=start + datetime.timedelta(days=30 * (length - 1)),
            fee_eur=2000,
        )
        days = [start + datetime.timedelta(days=30 * at) for at in range(length)]
        sessions = [held_session(series, order, day) for order, day in enumerate(days, 1)]
        people = pool.persons(size, [body])
        save([series], sessions, people)
        mark_present(sessions, people)
    return TRAINED


def _workshops(pool: Pool) -> int:
    for title, size, keys, span, teams in WORKSHOPS:
        series = pool.series_named(title)
        bodies: list[Organisation] = [pool.real[key] for key in keys]
        bodies += pool.organisations(*span) if span else []
        sessions = _sessions_of(series, days_between(DAY(2019, 3, 5), DAY(2019, 5, 7), 2))
        people = pool.persons(size, bodies)
        save(people)
        mark_present(sessions, people)
        _seat(series, people)
        _make_teams(pool, series, bodies, teams)
    return sum(row[1] for row in WORKSHOPS)


def _seat(series: Series, people: Sequence[Participant], quota: SeatQuota | None = None) -> None:
    save(
        [
            Registration(
                series=series,
                participant=person,
                role=person.role,
                organisation=person.organisation,
                quota=quota,
                state=Registration.State.REGISTERED,
                token_hash=f"{MARK}-{series.pk}-{person.pk}",
                is_demo=True,
            )
            for person in people
        ]
    )


def _make_teams(pool: Pool, series: Series, bodies: Bodies, count: int) -> None:
    teams = [
        Team(
            programme=pool.programme,
            series=series,
            name=f"Ryhmä {number} ({MARK})",
            state=Team.State.FINISHED,
            created_at=moment(DAY(2019, 3, 1)),
            is_demo=True,
        )
        for number in range(1, count + 1)
    ]
    save(teams)
    for at, team in enumerate(teams):
        team.organisations.add(bodies[at % len(bodies)])  # type: ignore[arg-type]


def _course(pool: Pool) -> int:
    """Three co-organisers, each with seats of its own; the persons' employers are not known."""
    series = pool.series[COURSE]
    sessions = list(series.sessions.all())
    for key, count in COURSE_SEATS.items():
        quota = None
        if key:
            quota = SeatQuota.objects.create(
                series=series,
                kind=SeatQuota.Kind.PARTNER,
                organisation=pool.real[key],
                code=f"{MARK}-{key}"[:40],
                seats=count,
            )
        people = pool.persons(count, [None])
        save(people)
        mark_present(sessions, people)
        _seat(series, people, quota)
    return sum(COURSE_SEATS.values())


def _challenges(pool: Pool) -> int:
    for title, size in CHALLENGES.items():
        series = pool.series[title]
        sessions = _sessions_of(series, days_between(DAY(2018, 9, 4), DAY(2018, 11, 6), 3))
        people = pool.persons(size, [series.organisation])
        save(people)
        mark_present(sessions, people)
    return sum(CHALLENGES.values())


def _board(pool: Pool) -> None:
    """The three-perspective board and the trials of the workshop in Jämsä."""
    series = pool.series["Asiakaslähtöisyyden ja palvelumuotoilun edistämisen työpaja"]
    made = moment(DAY(2019, 11, 5))
    save(
        [
            Statement(
                series=series,
                perspective=perspective,
                text=f"Hyöty {number} ({MARK})",
                created_at=made,
                is_demo=True,
            )
            for perspective, count in BOARD.items()
            for number in range(1, count + 1)
        ]
    )
    _trials(series)


def _trials(series: Series) -> None:
    made = moment(DAY(2019, 11, 5))
    workshop = Workshop.objects.create(
        series=series,
        challenge="Rekonstruktio julkaistuista luvuista.",
        state=Workshop.State.ENDED,
        created_at=made,
        is_demo=True,
    )
    save(
        [
            Experiment(
                workshop=workshop,
                title=f"Kokeilu {number} ({MARK})",
                hypothesis="Rekonstruktio.",
                owner=f"Kokeilun vetäjä {number} ({MARK})",
                starts_on=DAY(2019, 9, 2),
                ends_on=DAY(2019, 10, 31),
                state=Experiment.State.RESULT,
                grounds="Rekonstruktio.",
                decided_role="ohjausryhmä",
                decided_on=DAY(2019, 8, 26),
                result="Rekonstruktio.",
                created_at=made,
                is_demo=True,
            )
            for number in range(1, TRIALS + 1)
        ]
    )


def _events(pool: Pool, *, in_services: int) -> None:
    """Webinars with their audiences, regional events, and what makes about 10 000 in all."""
    audiences = [SMALLEST + (LARGEST - SMALLEST) * at // (WEBINARS - 1) for at in range(WEBINARS)]
    webinars = pool.new_series(
        f"Webinaarit 2015–2020 ({MARK})",
        OfferingKind.WEBINAR,
        "webinaarit",
        starts_on=DAY(2015, 10, 6),
        ends_on=DAY(2020, 9, 29),
    )
    later = pool.new_series(
        f"Myöhemmät aluetilaisuudet ({MARK})",
        OfferingKind.EVENT,
        starts_on=DAY(2016, 3, 8),
        ends_on=DAY(2017, 5, 16),
    )
    others = pool.new_series(
        f"Seminaarit ja muut tilaisuudet ({MARK})",
        OfferingKind.EVENT,
        starts_on=DAY(2015, 2, 10),
        ends_on=DAY(2020, 9, 1),
    )
    save([webinars, later, others])
    already = in_services + 2971 + 153 + 320
    rest = PARTICIPATIONS - already - sum(audiences) - 4 * 50
    sizes = [rest // 30] * 30
    for series, counts in ((webinars, audiences), (later, [50] * 4), (others, sizes)):
        assert series.starts_on and series.ends_on
        days = days_between(series.starts_on, series.ends_on, len(counts))
        sessions = [held_session(series, order, day) for order, day in enumerate(days, 1)]
        groups = [
            Attendance(session=session, role=ParticipantRole.OTHER, count=count)
            for session, count in zip(sessions, counts, strict=True)
        ]
        save(sessions, groups)
