"""What pages cost beside a bare two-query list, on the production server, in one run.

    python -m bench.pages [--sizes 1000 10000] [--requests 200]

For each size it fills a scratch database, starts `talkoot serve`'s web server and prints for each
page: requests a second, p50 and p95 milliseconds, CPU milliseconds of application and database,
SQL queries, bytes of HTML, and the ratio to the bare list. DATABASE_URL chooses the database;
without it a scratch SQLite file. The machine's speed cancels out of the ratios, not of the rest.
"""

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.scratch import scratch
from talkoot.home.running import start_web

PORT = 8199
BARE = "/bench/bare/"
LIMITS = {"front": 3.0, "practice": 3.0, "practices": 3.5, "search": 5.0, "queue": 5.0}
APPLY_LIMIT = 20.0
FLOWS = 15


@dataclass
class Cost:
    """What a page cost over its requests; lists of milliseconds, one value a request."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    db: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)
    size: int = 0

    def add(self, response: http.client.HTTPResponse, body: bytes, wall: float) -> None:
        self.wall.append(wall)
        self.cpu.append(float(response.headers.get("X-Cpu-Ms", 0)))
        self.db.append(float(response.headers.get("X-Db-Ms", 0)))
        self.queries.add(int(response.headers.get("X-Queries", 0)))
        self.size = max(self.size, len(body))

    @property
    def middle(self) -> float:
        return statistics.median(self.cpu)


class Browser:
    """One keep-alive connection with a session cookie."""

    def __init__(self, session: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        self.cookies = {"sessionid": session} if session else {}

    def fetch(
        self, path: str, data: list[tuple[str, str]] | None = None, cost: Cost | None = None
    ) -> tuple[int, str, str]:
        """Status, body and Location of one request, added to `cost`."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{PORT}"
            body = urllib.parse.urlencode(data)
        start = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body=body, headers=headers)
        response = self.connection.getresponse()
        content = response.read()
        if cost is not None:
            cost.add(response, content, (time.perf_counter() - start) * 1000)
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, content.decode(), response.headers.get("Location", "")


def measure(path: str, count: int, session: str = "") -> tuple[Cost, Cost]:
    """The costs of the page and of the bare list, fetched in turn so that noise meets both."""
    browser, bare_browser = Browser(session), Browser()
    cost, bare = Cost(), Cost()
    for warming in (True, False):
        for _request in range(3 if warming else count):
            bare_browser.fetch(BARE, cost=None if warming else bare)
            status, _body, _to = browser.fetch(path, cost=None if warming else cost)
            if status != 200:
                sys.exit(f"{path} answered {status}")
    return cost, bare


def requests_a_second(path: str, count: int, session: str = "") -> float:
    """With four connections at once."""
    start = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: measure_few(path, count // 4, session), range(4)))
    return count / (time.perf_counter() - start)


def measure_few(path: str, count: int, session: str) -> None:
    browser = Browser(session)
    for _request in range(count):
        browser.fetch(path)


def fields_of(body: str) -> list[tuple[str, str]]:
    """The hidden and typed values of the page's main form, as a browser would send them back."""
    form = re.search(r'<main.*?<form[^>]*method="post".*?</form>', body, re.DOTALL)
    inputs = re.findall(r"<input[^>]+>", form.group() if form else "")
    values = []
    for tag in inputs:
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        kept = kind is None or kind.group(1) not in ("checkbox", "radio", "file", "submit")
        if name and kept:
            values.append((name.group(1), value.group(1) if value else ""))
    return values


class BesideBare(Browser):
    """Asks for the bare list after every request, as `measure` does, so that noise meets both."""

    def __init__(self, session: str) -> None:
        super().__init__(session)
        self.bare, self._bare_browser = Cost(), Browser()

    def fetch(
        self, path: str, data: list[tuple[str, str]] | None = None, cost: Cost | None = None
    ) -> tuple[int, str, str]:
        answer = super().fetch(path, data, cost)
        self._bare_browser.fetch(BARE, cost=self.bare)
        return answer


def apply_flow(session: str, ids: dict[str, str]) -> tuple[list[float], list[float]]:
    """CPU milliseconds of each request of one application, from the call's page over four steps
    and sending to the case, and those of the bare list meanwhile.
    """
    browser, cost = BesideBare(session), Cost()
    _status, body, _to = browser.fetch("/calls/sparraus/", cost=cost)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    data = [("csrfmiddlewaretoken", token.group(1) if token else "")]
    _status, _body, path = browser.fetch("/calls/sparraus/apply/", data, cost)
    answers: dict[str, list[tuple[str, str]]] = {
        "need": [
            ("title", "Mittaus"),
            ("need", "Tarve on näin."),
            ("themes", ids["theme"]),
            ("goals", "Tavoite"),
            ("sign_of_success", "Merkki"),
        ],
        "participants": [
            ("organisation", ids["organisation"]),
            ("unit_name", "Kotihoito"),
            ("groups_management", "1"),
            ("groups_staff", "9"),
            ("sponsor_name", "Johtaja"),
            ("staff_representative", "Edustaja"),
        ],
        "expert": [
            ("expert", ids["expert"]),
            ("preferred_times", "Maaliskuu"),
            ("days_requested", "1"),
        ],
    }
    for step, typed in answers.items():
        if f"/{step}/" not in path:
            sys.exit(f"The application stopped before the step {step}: {path}")
        _status, body, _to = browser.fetch(path, cost=cost)
        names = {name for name, _value in typed}
        kept = [pair for pair in fields_of(body) if pair[0] not in names]
        _status, _body, path = browser.fetch(path, kept + typed, cost)
    _status, body, _to = browser.fetch(path, cost=cost)
    action = re.search(r'action="([^"]*/send/)"', body)
    if not action:
        sys.exit("The application was not complete at the review.")
    _status, _body, path = browser.fetch(action.group(1), fields_of(body), cost)
    status, _body, _to = browser.fetch(path, cost=cost)
    if status != 200:
        sys.exit(f"The sent application's page answered {status}")
    return cost.cpu, browser.bare.cpu


class Server:
    """The production web server; one worker process unless told."""

    def __init__(self, environment: dict[str, str], workers: int = 1) -> None:
        start = time.perf_counter()
        self.process = start_web("127.0.0.1", PORT, workers, environment)
        self.start_seconds = self._first_byte(start)

    def _first_byte(self, start: float) -> float:
        while time.perf_counter() - start < 60:
            try:
                if Browser().fetch("/")[0] == 200:
                    return time.perf_counter() - start
            except OSError:
                time.sleep(0.05)
        sys.exit("The server did not answer within a minute.")

    def resident_megabytes(self) -> float:
        """Resident memory of the worker process."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = children.read_text().split() or [str(self.process.pid)]
        sizes = []
        for pid in pids:
            status = Path(f"/proc/{pid}/status").read_text()
            found = re.search(r"VmRSS:\s+(\d+)", status)
            sizes.append(int(found.group(1)) / 1024 if found else 0)
        return max(sizes)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def run_size(size: int, environment: dict[str, str], count: int) -> dict[str, int]:
    """Fill, serve, measure and print one size; returns each page's query counts."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.prepare", str(size)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    ids = dict(line.split("=", 1) for line in made.stdout.splitlines() if "=" in line)
    server = Server(environment)
    try:
        return _report(size, server, ids, count)
    finally:
        server.stop()


def _report(size: int, server: Server, ids: dict[str, str], count: int) -> dict[str, int]:
    pages = {
        "bare": (BARE, ""),
        "front": ("/", ""),
        "practices": ("/practices/", ""),
        "search": ("/practices/?" + urllib.parse.urlencode({"q": "työvuorojen"}), ""),
        "practice": (f"/practices/{ids['slug']}/", ""),
        "queue": ("/office/applications/", ids["office"]),
    }
    print(f"\n{size} practices and applications; first byte {server.start_seconds:.1f} s")
    print(
        f"{'page':10} {'ratio':>6} {'limit':>5} {'cpu ms':>7} {'db ms':>6} {'p50':>6} {'p95':>6} "
        f"{'req/s':>6} {'queries':>7} {'HTML kB':>8}"
    )
    costs: dict[str, Any] = {}
    for name, (path, session) in pages.items():
        cost, bare = measure(path, count, session)
        costs[name], ratio = cost, cost.middle / bare.middle
        rate = requests_a_second(path, count, session)
        p95 = sorted(cost.wall)[int(len(cost.wall) * 0.95)]
        limit = LIMITS.get(name, "")
        print(
            f"{name:10} {ratio:6.2f} {limit!s:>5} {cost.middle:7.2f} "
            f"{statistics.median(cost.db):6.2f} {statistics.median(cost.wall):6.1f} {p95:6.1f} "
            f"{rate:6.0f} {'/'.join(map(str, sorted(cost.queries))):>7} {cost.size / 1000:8.1f}"
        )
    flows = [apply_flow(ids["applicant"], ids) for _run in range(FLOWS)]
    # Of each request the median, as of a page; they are as many and as alike in every run.
    middle = sum(statistics.median(request) for request in zip(*(f for f, _ in flows), strict=True))
    bare_list = statistics.median(cpu for _flow, bare in flows for cpu in bare)
    print(f"{'apply flow':10} {middle / bare_list:6.2f} {APPLY_LIMIT:5} {middle:7.2f}")
    print(f"worker process: {server.resident_megabytes():.0f} MB resident")
    # The list remembers its facets for a minute; the smallest count is the warm page's.
    return {name: min(cost.queries) for name, cost in costs.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    with scratch(settings="bench.settings", port=PORT) as environment:
        counts = [run_size(size, environment, options.requests) for size in options.sizes]
    same = all(count == counts[0] for count in counts)
    print("\nQuery counts are the same at every size." if same else "\nQUERY COUNTS DIFFER.")


if __name__ == "__main__":
    main()
