"""What figures cost: python -m bench.figures [--part-of 1.0] [--postgres] (scratch databases).

Rebuilds KunTeko 2015–2020 as records and adds to it, times `--part-of`, 20 000 applications,
200 000 attendances, 1 000 000 answers and 50 000 practices. Prints of the landing dashboard (20
figures), the overview, the whole list and the statistics page: milliseconds as median and 95th
percentile, processor time (the database's, too), queries, and the ratio to counting the four
tables, which tells apart how slow the machine is; then the seconds of counting the answers, of a
recount, and the memory.
"""

import argparse
import datetime
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.scratch import scratch

APPLICATIONS, ATTENDANCES, ANSWERS, PRACTICES = 20_000, 200_000, 1_000_000, 50_000
EFFECTS = ("start", "continuity", "progress", "success", "direction")
ROUND_SIZE, SERIES_SIZE, SESSIONS = 500, 50, 4
DASHBOARD = (
    "applications-submitted approval-rate decision-time days-granted organisations-granted "
    "service-persons participations organisations-reached attendances days-delivered staff-share "
    "trainings networks feedback-mean feedback-response-rate survey-response-rate "
    "practices-published practice-organisations adoptions newsletters"
).split()
BATCH = 10_000
LIMITS = {"dashboard": 0.5, "list": 5.0, "recount": 120.0, "memory": 500}


def main() -> None:
    """Measure in a process of its own, with the chosen database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--part-of", type=float, default=1.0)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        django.setup()
        sys.exit(0 if _measure(options.part_of) else 1)
    with scratch(is_own=True) as environment:
        server = ["-m", "tests.postgres", sys.executable] if options.postgres else []
        inside = ["-m", "bench.figures", "--inside", "--part-of", str(options.part_of)]
        done = subprocess.run([sys.executable, *server, *inside], env=environment, check=False)
    sys.exit(done.returncode)


def _measure(part: float) -> bool:
    """Whether everything is within the limits, which are those of the whole size."""
    from django.core.management import call_command
    from django.utils import translation

    from talkoot.home.comparison import compared
    from talkoot.home.figure_choices import Choice
    from talkoot.home.queries import figure_rows, overview_rows
    from talkoot.home.statistics import charts_of
    from talkoot.programmes.models import Programme
    from talkoot.surveys.actions.tallies import tally_rounds

    call_command("migrate", verbosity=0)
    call_command("reconstruct", "kunteko")
    programme = Programme.objects.get(slug="kunteko")
    print(f"\n{connection.vendor}, {part:g} of the whole size", flush=True)
    start = time.perf_counter()
    fill(programme, part)
    print(f"filled in {time.perf_counter() - start:.0f} s", flush=True)
    start = time.perf_counter()
    while tally_rounds():
        pass
    print(f"answers counted in {time.perf_counter() - start:.1f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    day = programme.ends_on
    rows = overview_rows(programme, day)
    with translation.override("fi"):
        bare = _timed("counting four tables", lambda: _bare(programme), 20)[1]
        cost = {
            "dashboard": _timed(
                f"dashboard, {len(DASHBOARD)} figures",
                lambda: figure_rows(programme, day, DASHBOARD),
                20,
                bare,
            )[0]
        }
        _timed(f"overview, {len(rows)} figures", lambda: overview_rows(programme, day), 5, bare)
        cost["list"] = _timed("whole list", lambda: compared(programme, day), 3, bare)[0]
        _timed("statistics page", lambda: charts_of(Choice(programme, day)), 3, bare)
    start = time.perf_counter()
    call_command("recount")
    cost["recount"] = time.perf_counter() - start
    cost["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"recount {cost['recount']:.1f} s, memory {cost['memory']} MB")
    over = [name for name, limit in LIMITS.items() if cost[name] > limit]
    print(f"OVER THE LIMITS: {', '.join(over)}" if over else "Within the limits.")
    return not over


def _bare(programme: Any) -> None:
    from talkoot.calls.models import Application
    from talkoot.events.models import Presence
    from talkoot.practices.models import Practice
    from talkoot.surveys.models import Response

    Application.objects.filter(call__offering__programme=programme).count()
    Presence.objects.filter(session__series__programme=programme).count()
    Response.objects.filter(round__programme=programme).count()
    Practice.objects.filter(programme=programme).count()


def _timed(
    name: str, run: Callable[[], Any], times: int, bare: float | None = None
) -> tuple[float, float]:
    """(95th percentile, median) in seconds."""
    with CaptureQueriesContext(connection) as asked:
        run()
    wall, start = [], time.process_time() + _server_seconds()
    for _number in range(times):
        began = time.perf_counter()
        run()
        wall.append(time.perf_counter() - began)
    spent = (time.process_time() + _server_seconds() - start) / times
    p95, middle = quantiles(wall, n=20, method="inclusive")[-1], median(wall)
    ratio = f", {middle / bare:.1f} times the bare counts" if bare else ""
    print(
        f"{name}: median {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, processor "
        f"{spent * 1000:.0f} ms, {len(asked)} queries{ratio}",
        flush=True,
    )
    return p95, middle


def _server_seconds() -> float:
    """What PostgreSQL's process of this connection has used; SQLite works in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    # After the name in brackets, the twelfth and the thirteenth are user and system time.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill(programme: Any, part: float) -> None:
    """Add so much of each kind to the programme, spread over its organisations and its days."""
    from talkoot.people.models import Organisation

    dice = random.Random(7)
    bodies = list(Organisation.objects.exclude(municipality=None)[:300])
    span = (programme.ends_on - programme.starts_on).days

    def day() -> datetime.date:
        return programme.starts_on + datetime.timedelta(days=dice.randrange(span))

    _applications(programme, bodies, day, dice, round(APPLICATIONS * part))
    _attendances(programme, bodies, day, round(ATTENDANCES * part))
    _answers(programme, day, dice, round(ANSWERS * part))
    _practices(programme, bodies, day, dice, round(PRACTICES * part))


def _chunks(count: int) -> Iterator[range]:
    for start in range(0, count, BATCH):
        yield range(start, min(count, start + BATCH))


def _applications(
    programme: Any,
    bodies: list[Any],
    day: Callable[[], datetime.date],
    dice: random.Random,
    count: int,
) -> None:
    from talkoot.calls.models import Application
    from talkoot.correspondence.models import Letter
    from talkoot.decisions.models import Decision
    from talkoot.home.reconstruction.pool import moment, save

    example = Application.objects.filter(call__offering__programme=programme).latest("pk")
    call, user = example.call, example.applicant
    for numbers in _chunks(count):
        rows, letters, decisions = [], [], []
        for number in numbers:
            arrived = moment(day())
            is_granted = dice.random() < 0.9
            row = Application(
                call=call,
                number=f"MITTA/{number}",
                state="approved" if is_granted else "rejected",
                applicant=user,
                organisation=dice.choice(bodies),
                unit_name="Yksikkö",
                title=f"Mittaus {number}",
                need="Mittaus.",
                goals="Mittaus.",
                days_requested=1,
                questionnaire=call.questionnaire,
                submitted_at=arrived,
                is_demo=True,
            )
            code = f"MITTA-P/{number}"
            letter = Letter(number=code, title="Mittaus", language="fi", content={}, is_demo=True)
            decision = Decision(
                application=row,
                letter=letter,
                number=code,
                state=Decision.State.SIGNED,
                outcome="granted" if is_granted else "refused",
                days=int(is_granted),
                reasons="Mittaus.",
                decided_by=user,
                decided_at=arrived + datetime.timedelta(days=dice.randrange(1, 20)),
                is_demo=True,
            )
            rows.append(row)
            letters.append(letter)
            decisions.append(decision)
        save(rows, letters, decisions)


def _attendances(
    programme: Any, bodies: list[Any], day: Callable[[], datetime.date], count: int
) -> None:
    """Series of four sessions, fifty persons in each, everybody at every one."""
    from talkoot.events.models import Participant, Series
    from talkoot.home.reconstruction.pool import held_session, mark_present, save

    offering = programme.offerings.first()
    for number in range(count // (SERIES_SIZE * SESSIONS)):
        series = Series(
            programme=programme,
            offering=offering,
            kind="sparring",
            title=f"Mittaus {number}",
            state=Series.State.ENDED,
            organisation=bodies[number % len(bodies)],
            is_demo=True,
        )
        sessions = [held_session(series, order, day()) for order in range(1, SESSIONS + 1)]
        people = [
            Participant(
                programme=programme,
                name=f"Osallistuja {number}-{at}",
                email=f"mitta-{number}-{at}@mitta.invalid",
                organisation=series.organisation,
                role="staff",
                is_demo=True,
            )
            for at in range(SERIES_SIZE)
        ]
        save([series], sessions, people)
        mark_present(sessions, people)


def _answers(
    programme: Any, day: Callable[[], datetime.date], dice: random.Random, count: int
) -> None:
    """Closed rounds of an effectiveness survey; an answer is what one person says to one item."""
    from talkoot.home.reconstruction.pool import moment, save
    from talkoot.surveys.models import Questionnaire, Response, Round

    asked = Questionnaire.objects.filter(code="effectiveness-individual", programme=None)
    questionnaire = asked.latest("version")
    services = list(programme.offerings.all())
    for number in range(count // (ROUND_SIZE * len(EFFECTS))):
        opens_on = day()
        survey = Round(
            programme=programme,
            questionnaire=questionnaire,
            service=services[number % len(services)],
            viewpoint="individual",
            title=f"Mittaus {number}",
            state=Round.State.CLOSED,
            mode=Round.Mode.CONFIDENTIAL,
            opens_on=opens_on,
            closes_on=opens_on + datetime.timedelta(days=14),
            population_at=moment(opens_on),
            is_demo=True,
        )
        answers = [
            Response(
                round=survey,
                answers={item: dice.choice(("5", "4", "4", "3", "2")) for item in EFFECTS},
                language="fi",
                submitted_on=opens_on,
                is_demo=True,
            )
            for _number in range(ROUND_SIZE)
        ]
        save([survey], answers)


def _practices(
    programme: Any,
    bodies: list[Any],
    day: Callable[[], datetime.date],
    dice: random.Random,
    count: int,
) -> None:
    from talkoot.home.reconstruction.pool import moment, save
    from talkoot.practices.models import Practice
    from talkoot.programmes.models import Sector

    sectors = list(Sector.objects.all())
    for numbers in _chunks(count):
        rows = [
            Practice(
                programme=programme,
                slug=f"mitta-{number}",
                state=Practice.State.PUBLISHED,
                title=f"Mittaus {number}",
                gist="Mittaus.",
                organisation=dice.choice(bodies),
                sector=dice.choice(sectors),
                may_publish=True,
                published_at=moment(day()),
                is_demo=True,
            )
            for number in numbers
        ]
        save(rows)


if __name__ == "__main__":
    main()
