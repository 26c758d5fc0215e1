"""Sparring: the call, applications, decisions, named experts, series and their days.

270 of 300 applications granted, 400 days, 84 organisations in the first period and 100 in the
second, the best decision in two hours.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from talkoot.calls.models import Application, Call
from talkoot.correspondence.letters import frozen
from talkoot.correspondence.models import Letter
from talkoot.decisions.models import Decision
from talkoot.events.models import Participant, Series, Session
from talkoot.experts.models import Expert, Framework, Supplier
from talkoot.home.reconstruction.pool import (
    MARK,
    Pool,
    days_between,
    held_session,
    mark_present,
    moment,
    save,
    spread,
)
from talkoot.people.models import Organisation
from talkoot.programmes.models import OfferingKind, Theme
from talkoot.surveys.models import Questionnaire

OFFERING = "kokeneen-kehittajan-sparraus"
EXPERTS, SUPPLIERS = 17, 6
ONE_DAY, TWO_DAYS = 140, 130
REFUSED_A_PERIOD = 15
FIRST_GRANTED, SECOND_GRANTED = 130, 133
# All persons in services, and those of the other services, so that about 5 000 come together.
PERSONS = 2971
NAMED_CASES = {
    "Monialaisen palveluyhtiön toiminnan kehittäminen ja kirkastaminen": 12,
    "Kriittisen asiakaspalautteen käsittely kaupungin eri toimialoilla": 12,
    "Kuljettajat oman työnsä kehittäjinä": 12,
    "Aikuissosiaalityön imagon ja palvelujen kehittäminen": 12,
    "Terveyskeskuspalvelujen vastaanoton kehittäminen asiakaslähtöiseksi": 12,
    "Työntekijöiden hyvinvoinnin ja työssä jaksamisen tukeminen opetus- ja "
    "varhaiskasvatuspalveluissa": 12,
    "Valmentavan johtamisen työkirja tutuksi sparraustyöpajoilla": 81,
}
# Hours from the arrival to the decision, in turn; the first one is the best.
HOURS = (2, 26, 49, 71, 30, 98, 53, 146, 75, 27)


@dataclass
class Case:
    """An application to make: whose, when it arrived, what it was given."""

    organisation: Organisation
    arrived_on: datetime.date
    days: int
    series: Series | None = None


def make(pool: Pool) -> None:
    _make_experts(pool)
    cases = list(_cases(pool))
    _make_applications(pool, cases)
    _make_days(pool, [case for case in cases if case.days and case.series is None])
    _make_named(pool)


def _make_experts(pool: Pool) -> None:
    """Seventeen named experts of the second period's framework agreement."""
    framework = Framework.objects.create(
        programme=pool.programme,
        name=f"Sparrauksen puitejärjestely ({MARK})",
        valid_from=datetime.date(2018, 1, 1),
        valid_to=datetime.date(2020, 12, 31),
        days_cap=400,
        day_price_eur=1000,
        is_demo=True,
    )
    bodies = [
        Organisation(
            key=f"{MARK}-toimittaja-{number}",
            name=f"Asiantuntijayritys {number} ({MARK})",
            kind="company",
            source=MARK,
            is_demo=True,
        )
        for number in range(1, SUPPLIERS + 1)
    ]
    suppliers = [Supplier(framework=framework, organisation=body, is_demo=True) for body in bodies]
    experts = [
        Expert(
            slug=f"{MARK}-asiantuntija-{number:02}",
            supplier=suppliers[number % SUPPLIERS],
            name=f"Asiantuntija {number:02} ({MARK})",
            title_fi="asiantuntija",
            title_sv="expert",
            title_en="expert",
            profile_fi="Rekonstruktio: ei oikea henkilö.",
            profile_sv="Rekonstruktion: ingen verklig person.",
            profile_en="A reconstruction: no real person.",
            email=f"asiantuntija-{number:02}@{MARK}.invalid",
            named_on=framework.valid_from,
            is_available=False,
            is_demo=True,
        )
        for number in range(1, EXPERTS + 1)
    ]
    save(bodies, suppliers, experts)


def _cases(pool: Pool) -> Iterator[Case]:
    """Of both periods: the granted ones with one day or two, then the refused."""
    named = [pool.series[title] for title in NAMED_CASES]
    first = pool.organisations(1, 84)
    second = [*pool.organisations(1, 56), *pool.organisations(183, 219)]
    granted = spread(ONE_DAY + 2 * TWO_DAYS, ONE_DAY + TWO_DAYS)
    days = iter(granted)
    spans = (
        (first, FIRST_GRANTED, datetime.date(2015, 2, 2), datetime.date(2017, 11, 27)),
        (second, SECOND_GRANTED, datetime.date(2018, 1, 15), datetime.date(2020, 8, 31)),
    )
    for bodies, count, start, end in spans:
        arrivals = days_between(start, end, count + REFUSED_A_PERIOD)
        for at, arrived_on in enumerate(arrivals):
            is_refused = at >= count
            body = bodies[at % len(bodies)]
            yield Case(body, arrived_on, 0 if is_refused else next(days))
    for series, arrived_on in zip(
        named, days_between(datetime.date(2018, 2, 1), datetime.date(2020, 6, 1), 7), strict=True
    ):
        assert series.organisation
        yield Case(series.organisation, arrived_on, next(days), series)


def _make_call(pool: Pool) -> Call:
    return Call.objects.create(
        offering=pool.offerings[OFFERING],
        slug=f"{MARK}-sparraus",
        title_fi=f"Kokeneen kehittäjän sparraus ({MARK})",
        title_sv=f"Sparrning med en erfaren utvecklare ({MARK})",
        title_en=f"Sparring by an experienced developer ({MARK})",
        text_fi="Rekonstruktio julkaistuista luvuista.",
        text_sv="En rekonstruktion av publicerade tal.",
        text_en="A reconstruction of published numbers.",
        opens_at=moment(datetime.date(2015, 1, 1)),
        closes_at=moment(datetime.date(2020, 10, 12)),
        questionnaire=Questionnaire.objects.filter(purpose="application").order_by("pk").first(),
        is_demo=True,
    )


def _make_applications(pool: Pool, cases: Sequence[Case]) -> None:
    call = _make_call(pool)
    themes = list(Theme.objects.filter(use="need").order_by("order"))
    rows, decisions, letters = [], [], []
    for number, case in enumerate(cases, 1):
        arrived = moment(case.arrived_on, 8 + number % 4)
        application = Application(
            call=call,
            number=f"KUNTEKO/{number:03}/{case.arrived_on.year}",
            state="approved" if case.days else "rejected",
            applicant=pool.user,
            organisation=case.organisation,
            unit_name=f"Työyhteisö ({MARK})",
            title=case.series.title[:80] if case.series else f"Sparraus {number:03} ({MARK})",
            need="Rekonstruktio julkaistuista luvuista.",
            goals="Rekonstruktio.",
            days_requested=Decimal(case.days or 1),
            questionnaire=call.questionnaire,
            version=1,
            submitted_at=arrived,
            saved_at=arrived,
            created_at=arrived,
            is_demo=True,
        )
        decision, letter = _decision(pool, case, application, number)
        rows.append(application)
        decisions.append(decision)
        letters.append(letter)
    save(rows, letters, decisions)
    through = Application.themes.through
    links = [
        through(application_id=row.pk, theme_id=themes[at % len(themes)].pk)
        for at, row in enumerate(rows)
    ]
    through._default_manager.bulk_create(links, batch_size=1000)


def _decision(
    pool: Pool, case: Case, application: Application, number: int
) -> tuple[Decision, Letter]:
    hours = HOURS[(number - 1) % len(HOURS)] + (number > 1)
    assert application.submitted_at
    decided = application.submitted_at + datetime.timedelta(hours=hours)
    title = "Päätös sparrauksesta"
    code = f"KUNTEKO-P/{number:03}/{case.arrived_on.year}"
    content = {
        "organisation": "KunTeko 2020",
        "meta": [["Asia", application.title]],
        "sections": [{"heading": "Päätös", "paragraphs": ["Rekonstruktio: ei oikea päätös."]}],
    }
    letter = Letter(
        number=code,
        title=title,
        language="fi",
        content=frozen(content, number=code, language="fi", title=title, is_demo=True),
        created_at=decided,
        is_demo=True,
    )
    decision = Decision(
        application=application,
        number=code,
        state=Decision.State.SIGNED,
        outcome="granted" if case.days else "refused",
        days=Decimal(case.days),
        reasons="Rekonstruktio julkaistuista luvuista.",
        decided_by=pool.user,
        decided_at=decided,
        letter=letter,
        created_at=decided,
        is_demo=True,
    )
    return decision, letter


def _make_days(pool: Pool, cases: Sequence[Case]) -> None:
    """A series of its own for each invented case, a session for each day granted."""
    series: list[Series] = []
    sessions: list[Session] = []
    persons: list[Participant] = []
    there: list[tuple[list[Session], list[Participant]]] = []
    for number, (case, size) in enumerate(zip(cases, spread(PERSONS, len(cases)), strict=True), 1):
        start = case.arrived_on + datetime.timedelta(days=30)
        row = pool.new_series(
            f"Sparraus {number:03} ({MARK})",
            OfferingKind.SPARRING,
            OFFERING,
            organisation=case.organisation,
            starts_on=start,
            ends_on=start + datetime.timedelta(days=7 * (case.days - 1)),
            hours_granted=6 * case.days,
        )
        days = [start + datetime.timedelta(days=7 * at) for at in range(case.days)]
        held = [held_session(row, order, day) for order, day in enumerate(days, 1)]
        people = pool.persons(size, [case.organisation])
        series.append(row)
        sessions += held
        persons += people
        there.append((held, people))
    save(series, sessions, persons)
    for held, people in there:
        mark_present(held, people)


def _make_named(pool: Pool) -> None:
    """Those who took part in the cases that the source names; it tells no days."""
    for title, size in NAMED_CASES.items():
        series = pool.series[title]
        sessions = list(series.sessions.all())
        if not sessions:
            sessions = [held_session(series, 1, datetime.date(2019, 9, 10))]
            save(sessions)
        persons = pool.persons(size, [series.organisation])
        save(persons)
        mark_present(sessions, persons)
