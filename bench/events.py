"""The events' pages with 300 and 10 000 events, 200 000 registrations: p95 and queries.

    python -m bench.events [--sizes 300 10000] [--requests 40]

On the production server, one request at a time; twenty registrations for each event. The limit is
300 ms at p95 and the same number of queries at every size. DATABASE_URL chooses the database;
without it a scratch SQLite file.
"""

import argparse
import datetime
import os
import statistics
import subprocess
import sys
import tempfile

from bench.pages import PORT, Browser, Cost, Server

LIMIT_MS = 300
FOR_EACH = 20


def ways(slug: str) -> dict[str, str]:
    """{name: address} of what people do with the events."""
    today = datetime.datetime.now(datetime.UTC).date()
    next_month = (today.replace(day=1) + datetime.timedelta(days=32)).strftime("%Y-%m")
    return {
        "month": "/events/month/",
        "next month": f"/events/month/?month={next_month}",
        "month, filtered": "/events/month/?kind=webinar&remote=1",
        "day": f"/events/month/?day={today:%Y-%m-%d}",
        "list": "/events/",
        "list, last page": "/events/?page=99999",
        "list, filtered": "/events/?kind=webinar&region=06&remote=1",
        "held": "/events/?when=past",
        "event": f"/events/{slug}/",
        "event, calendar": f"/events/{slug}/calendar.ics",
        "programme feed": "/programmes/tyon-uudistajat/events.ics",
        "office list": "/office/events/",
        "office series": "/office/events/palautuminen-tyopaivan-aikana/",
    }


def measure(path: str, session: str, count: int) -> Cost:
    browser, cost = Browser(session), Cost()
    for request in range(count + 2):
        status, _body, _to = browser.fetch(path, cost=cost if request >= 2 else None)
        if status != 200:
            sys.exit(f"{path} answered {status}")
    return cost


def run_size(size: int, environment: dict[str, str], count: int) -> tuple[dict[str, int], bool]:
    """Fill, serve and print one size; each way's queries, and whether all keep the limit."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.events_data", str(size), str(size * FOR_EACH)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    ids = dict(line.split("=", 1) for line in made.stdout.splitlines() if "=" in line)
    server = Server(environment)
    queries, is_fast = {}, True
    try:
        print(f"\n{size} events, {size * FOR_EACH} registrations")
        print(f"{'':16} {'p50':>6} {'p95':>6} {'cpu ms':>6} {'db ms':>6} {'queries':>7} {'kB':>5}")
        for name, path in ways(ids["slug"]).items():
            session = ids["office"] if path.startswith("/office") else ""
            cost = measure(path, session, count)
            p95 = sorted(cost.wall)[int(len(cost.wall) * 0.95)]
            queries[name] = min(cost.queries)
            is_fast = is_fast and p95 < LIMIT_MS
            print(
                f"{name:16} {statistics.median(cost.wall):6.1f} {p95:6.1f} {cost.middle:6.1f} "
                f"{statistics.median(cost.db):6.1f} {min(cost.queries):7} {cost.size // 1000:5}"
            )
    finally:
        server.stop()
    return queries, is_fast


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 10_000])
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "TALKOOT_DEMO": "1",
            "TALKOOT_DATA_DIR": folder,
            "TALKOOT_BASE_URL": f"http://127.0.0.1:{PORT}",
            "TALKOOT_LOG_LEVEL": "ERROR",
        }
        environment.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
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
    main()
