"""What the list's counts cost a web process: python -m bench.facets [SIZE …] (scratch SQLite).

Fills practices without texts or an index and prints for each size: seconds of processor and
megabytes of reading everything once, and processor milliseconds of a page without filters, with
filters, of the counts around 30 000 hits, and of taking in one published practice.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

import django

from bench.scratch import scratch

HITS, ROUNDS, BATCH = 30_000, 9, 2000


def main() -> None:
    """Each size in a process and a database of its own."""
    if "--part" in sys.argv:
        django.setup()
        _fill(int(sys.argv[-1]))
        _measure()
        return
    for size in [word for word in sys.argv[1:] if word.isdigit()] or ["10000"]:
        with scratch(is_own=True) as environment:
            command = [sys.executable, "-m", "bench.facets", "--part", size]
            subprocess.run(command, env=environment, check=True)


def _fill(size: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from talkoot.home.reference import load_reference
    from talkoot.people.models import Organisation
    from talkoot.practices.models import Practice
    from talkoot.programmes.models import Programme, Sector, Theme

    call_command("migrate", verbosity=0)
    load_reference()
    dice, now = random.Random(3), timezone.now()
    programme = Programme.objects.first()
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    sectors = list(Sector.objects.values_list("pk", flat=True))
    themes = list(Theme.objects.filter(use="practice").values_list("pk", flat=True))
    link = Practice.themes.through
    for start in range(0, size, BATCH):
        rows = [
            Practice(
                programme=programme,
                slug=f"m-{number}",
                external_id=f"m-{number}",
                state="published",
                title=f"Teko {dice.random()}",
                organisation_id=dice.choice(organisations),
                sector_id=dice.choice(sectors),
                kind=dice.choice(Practice.Kind.values),
                status=dice.choice(Practice.Status.values),
                evidence=dice.choice(Practice.Evidence.values),
                may_publish=True,
                published_at=now - timedelta(minutes=dice.randrange(5_000_000)),
            )
            for number in range(start, min(size, start + BATCH))
        ]
        made = Practice.objects.bulk_create(rows)
        link.objects.bulk_create(
            [link(practice_id=row.pk, theme_id=pk) for row in made for pk in dice.sample(themes, 2)]
        )


def _measure() -> None:
    from talkoot.practices.actions.listed import note_listed
    from talkoot.practices.catalogue import published_catalogue
    from talkoot.practices.listing import list_practices
    from talkoot.practices.wanted import Wanted
    from talkoot.search.bits import bits_of, ids_of

    before, start = _resident(), time.process_time()
    catalogue = published_catalogue()
    seconds, grown = time.process_time() - start, _resident() - before
    print(f"\n{catalogue.total} practices: read in {seconds:.1f} s, {grown:.0f} MB more")
    some = random.Random(1).sample(list(ids_of(catalogue.published)), HITS // 10)
    hits = sorted(set(list(ids_of(catalogue.published))[:HITS]) | set(some))
    narrow = Wanted(regions=frozenset({"11", "19"}), types=frozenset({"practice"}))

    def publish_one() -> None:
        note_listed(some[0])
        published_catalogue()

    cases: list[tuple[str, Callable[[], object]]] = [
        ("list", lambda: list_practices(Wanted())),
        ("two filters", lambda: list_practices(narrow)),
        ("an old year", lambda: list_practices(Wanted(years=frozenset({"2018"})))),
        ("counts of hits", lambda: catalogue.count({}, bits_of(hits))),
        ("one published", publish_one),
    ]
    for name, run in cases:
        costs = []
        for _round in range(ROUNDS):
            begin = time.process_time()
            run()
            costs.append((time.process_time() - begin) * 1000)
        print(f"{name:16} {median(costs):7.1f} ms, at most {max(costs):.1f}")


def _resident() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
