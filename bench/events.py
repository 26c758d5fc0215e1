"""The events' pages with 300 and 10 000 events, 200 000 registrations: p95 and queries.

    python -m bench.events [--sizes 300 10000] [--requests 40]

On the production server, one request at a time; twenty registrations for each event. The limit is
300 ms at p95 and the same number of queries at every size. DATABASE_URL chooses the database;
without it a scratch SQLite file. The day view is that of a day with events: of a day without any
there are no series to read, and the page asks five queries in the place of six.
"""

import datetime
import statistics
import subprocess
import sys

from bench.pages import Browser, Cost, Server
from bench.queue import compare_sizes

LIMIT_MS = 300
FOR_EACH = 20


def ways(slug: str, day: str) -> dict[str, str]:
    """{name: address} of what people do with the events."""
    today = datetime.datetime.now(datetime.UTC).date()
    next_month = (today.replace(day=1) + datetime.timedelta(days=32)).strftime("%Y-%m")
    return {
        "month": "/events/month/",
        "next month": f"/events/month/?month={next_month}",
        "month, filtered": "/events/month/?kind=webinar&remote=1",
        "day": f"/events/month/?day={day}",
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
        for name, path in ways(ids["slug"], ids["day"]).items():
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


if __name__ == "__main__":
    compare_sizes(run_size, sizes=[300, 10_000], about=str(__doc__))
