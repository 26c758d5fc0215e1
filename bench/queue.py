"""The office's queue with 200 and 20 000 applications: p95 and queries of every way to look at it.

    python -m bench.queue [--sizes 200 20000] [--requests 40]

On the production server, one request at a time. The limit is 300 ms at p95 and the same number of
queries at every size. DATABASE_URL chooses the database; without it a scratch SQLite file.
"""

import argparse
import statistics
import subprocess
import sys
import urllib.parse
from collections.abc import Callable

from bench.pages import PORT, Browser, Cost, Server
from bench.scratch import scratch

LIMIT_MS = 300
QUEUE = "/office/applications/"


def ways(ids: dict[str, str]) -> dict[str, str]:
    """{name: address} of what an officer does with the queue."""
    words = {
        "organisation": "kuopio",
        "title": "työvuoro",
        "number": "MITTA/19",
        "no match": "zzzz",
    }
    found = {
        "first page": QUEUE,
        "newest": f"{QUEUE}?sort=newest",
        "by organisation": f"{QUEUE}?sort=organisation",
        "last page": f"{QUEUE}?page=999999",
        "by state": f"{QUEUE}?state=approved",
        "by expert": f"{QUEUE}?expert={ids['expert']}",
        "all filters": f"{QUEUE}?state=submitted&expert={ids['expert']}&q=kunta&sort=newest",
    }
    for name, word in words.items():
        found[f"search {name}"] = f"{QUEUE}?{urllib.parse.urlencode({'q': word})}"
    return found


def measure(path: str, session: str, count: int) -> tuple[Cost, bool]:
    """The costs, and whether the page had rows."""
    browser, cost, body = Browser(session), Cost(), ""
    for request in range(count + 2):
        status, body, _to = browser.fetch(path, cost=cost if request >= 2 else None)
        if status != 200:
            sys.exit(f"{path} answered {status}")
    return cost, "<tbody>" in body


def run_size(size: int, environment: dict[str, str], count: int) -> tuple[dict[str, int], bool]:
    """Fill, serve and print one size; each way's queries, and whether all keep the limit."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.prepare", str(size), "applications"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    ids = dict(line.split("=", 1) for line in made.stdout.splitlines() if "=" in line)
    server = Server(environment)
    queries, is_fast = {}, True
    try:
        print(f"\n{size} applications")
        print(f"{'':20} {'p50':>6} {'p95':>6} {'cpu ms':>6} {'db ms':>6} {'queries':>7}")
        for name, path in ways(ids).items():
            cost, has_rows = measure(path, ids["office"], count)
            p95 = sorted(cost.wall)[int(len(cost.wall) * 0.95)]
            if has_rows:  # A page without rows makes fewer queries.
                queries[name] = min(cost.queries)
            is_fast = is_fast and p95 < LIMIT_MS
            print(
                f"{name:20} {statistics.median(cost.wall):6.1f} {p95:6.1f} "
                f"{cost.middle:6.1f} {statistics.median(cost.db):6.1f} {min(cost.queries):7}"
            )
    finally:
        server.stop()
    return queries, is_fast


def compare_sizes(
    run_size: Callable[[int, dict[str, str], int], tuple[dict[str, int], bool]],
    *,
    sizes: list[int],
    about: str,
) -> None:
    """Run `run_size` at each size; exits with an error when queries differ or a page is slow."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes)
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    with scratch(settings="bench.settings", port=PORT) as environment:
        runs = [run_size(size, environment, options.requests) for size in options.sizes]
    first, *rest = [queries for queries, _fast in runs]
    differing = {
        name for queries in rest for name in queries.keys() & first if queries[name] != first[name]
    }
    print(f"\nQUERIES DIFFER: {differing}" if differing else "\nQueries: the same at every size.")
    is_fast = all(fast for _queries, fast in runs)
    print("p95 under 300 ms everywhere." if is_fast else "OVER 300 ms SOMEWHERE.")
    sys.exit(0 if is_fast and not differing else 1)


if __name__ == "__main__":
    compare_sizes(run_size, sizes=[200, 20_000], about=str(__doc__))
