"""A million answers: counting them anew, a round's results and the whole programme's.

    python -m bench.surveys [--responses 25000] [--rounds 500] [--items 40]

Counts in a process of its own, as the worker does, and tells its seconds and its largest memory;
then reads results as pages do, each several times, and tells p50 and p95 of the milliseconds.
DATABASE_URL chooses the database; without it a scratch SQLite file.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.scratch import scratch

COUNT_SECONDS, COUNT_MEGABYTES = 60, 500
ROUND_MS, PROGRAMME_MS = 300, 2000


def run(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], env=environment, check=True)


def count() -> None:
    """What the worker does; prints its seconds and memory."""
    import django

    django.setup()
    from talkoot.surveys.actions.tallies import tally_rounds

    start = time.perf_counter()
    rounds = tally_rounds()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = time.process_time()
    print(f"counted {rounds} rounds in {seconds:.1f} s (CPU {cpu:.1f} s), at most {memory:.0f} MB")
    is_good = seconds < COUNT_SECONDS and memory < COUNT_MEGABYTES
    print("within the limits" if is_good else "THE LIMITS OF COUNTING FAIL")


def timed(name: str, act: Callable[[], Any], limit: float, times: int) -> None:
    spent = []
    for _number in range(times):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1000)
    p95 = sorted(spent)[int(len(spent) * 0.95)] if times > 1 else spent[0]
    verdict = "ok" if p95 < limit else "TOO SLOW"
    print(f"{name}: p50 {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms ({verdict})")


def read() -> None:
    """What the pages read."""
    import django

    django.setup()
    from talkoot.surveys import results
    from talkoot.surveys.models import Round
    from talkoot.surveys.results import Audience

    rounds = list(Round.objects.select_related("questionnaire").order_by("pk"))
    step = max(1, len(rounds) // 20)
    chosen = iter(rounds[::step] * 2)

    def one_round() -> None:
        survey = next(chosen)
        results.of_round(survey, Audience.OFFICE)
        results.split([survey], "region", Audience.OFFICE)

    def programme() -> None:
        results.together(rounds, Audience.OFFICE)

    service = [row for row in rounds if row.service_id == rounds[0].service_id]
    timed("a round with one split", one_round, ROUND_MS, times=len(rounds[::step]))
    timed("a service", lambda: results.together(service, Audience.PUBLIC), ROUND_MS, times=10)
    timed("the whole programme", programme, PROGRAMME_MS, times=10)
    timed(
        "the whole programme by region",
        lambda: results.split(rounds, "region", Audience.OFFICE),
        PROGRAMME_MS,
        times=3,
    )
    whole = results.together(rounds, Audience.OFFICE)
    interval = next(row.positive.interval_text for row in whole.items if row.positive)
    print(f"n of the first item {whole.items[0].n}, interval {interval}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--responses", type=int, default=25_000)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--only", choices=("count", "read"))
    options = parser.parse_args()
    if options.only:
        return {"count": count, "read": read}[options.only]()
    with scratch() as environment:
        size = [str(options.responses), str(options.rounds), str(options.items)]
        run(environment, "bench.surveys_data", *size)
        print(f"{options.responses * options.items} answers in {options.rounds} rounds")
        sys.stdout.flush()
        run(environment, "bench.surveys", "--only", "count")
        run(environment, "bench.surveys", "--only", "read")
    return None


if __name__ == "__main__":
    main()
