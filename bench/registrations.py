"""The last seats: 500 registrations in a minute for 50 seats against the production server.

    python -m bench.registrations [--count 500] [--seats 50] [--seconds 60] [--workers 2]
    python -m tests.postgres python -m bench.registrations

Everybody opens the form and sends it; the arrivals follow a schedule, not the answers (open loop),
and half of them come in the first quarter of the time, as when registration opens. One in twenty
sends the same form twice. Prints how many got a seat, whether anybody stands twice, whether the
line is in the order of arrival, and p50, p95 and max of the sendings. DATABASE_URL chooses the
database; without it a scratch SQLite file.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.pages import PORT, Browser, Server
from bench.scratch import scratch

LIMIT_SECONDS = 1.0
SENDERS = 120
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Sent:
    """One sending: how late its answer came after the schedule, and how it answered."""

    address: str
    seconds: float
    status: int


def send(slug: str, address: str, due: float) -> Sent:
    """Open the form and send it once, at the moment of the schedule."""
    path = f"/events/{slug}/register/"
    try:
        browser = Browser()
        _status, text, _place = browser.fetch(path)
        token = TOKEN.search(text)
        data = [
            ("csrfmiddlewaretoken", token[1] if token else ""),
            ("name", address.partition("@")[0]),
            ("email", address),
            ("role", "staff"),
        ]
        status, _text, _place = browser.fetch(path, data)
        browser.connection.close()
    except OSError:
        status = 0
    return Sent(address, time.perf_counter() - due, status)


def schedule(count: int, seconds: float) -> list[float]:
    """When each one is sent, in seconds from the start; half in the first quarter."""
    dice = random.Random(31)
    early = [dice.uniform(0, seconds / 4) for _number in range(count // 2)]
    late = [dice.uniform(seconds / 4, seconds) for _number in range(count - count // 2)]
    return sorted(early + late)


def run(slug: str, addresses: list[str], moments: list[float]) -> list[Sent]:
    start = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        waiting = []
        for address, moment in zip(addresses, moments, strict=True):
            time.sleep(max(0.0, start + moment - time.perf_counter()))
            waiting.append(pool.submit(send, slug, address, start + moment))
        return [future.result() for future in waiting]


def call(environment: dict[str, str], *words: str) -> list[list[str]]:
    """What bench.registrations_data prints, as words."""
    command = [sys.executable, "-m", "bench.registrations_data", *words]
    made = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [line.split() for line in made.stdout.splitlines()]


def report(sent: list[Sent], arrived: list[list[str]], seats: int) -> bool:
    """Print the outcome; whether nobody is too many, doubled or lost, and p95 keeps the limit."""
    people = Counter(row[1] for row in arrived)
    states = [row[2] for row in arrived]
    registered = states.count("registered")
    doubled = sum(count - 1 for count in people.values())
    taken = {one.address for one in sent if one.status == 302}
    lost = taken - people.keys()
    is_by_arrival = states == ["registered"] * registered + ["waiting"] * states.count("waiting")
    mailed = sum(row[3] == "1" for row in arrived)
    seconds = sorted(one.seconds for one in sent)
    p95 = seconds[int(len(seconds) * 0.95)]
    print(f"sent {len(sent)}: {dict(Counter(one.status for one in sent))}")
    print(f"seats {seats}, registered {registered}, in line {states.count('waiting')}")
    print(f"doubled {doubled}, lost {len(lost)}, seats by arrival {is_by_arrival}")
    print(f"with one mail {mailed} of {len(arrived)}")
    print(
        f"p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
        f"max {seconds[-1] * 1000:.0f} ms (opening the form and sending it)"
    )
    is_exact = registered == min(seats, len(people)) and not doubled and not lost
    return is_exact and is_by_arrival and mailed == len(arrived) and p95 < LIMIT_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seats", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with scratch(port=PORT) as environment:
        slug = call(environment, "make", str(options.seats))[-1][1]
        server = Server(environment, workers=options.workers)
        try:
            for number in range(5):
                send(slug, f"alku-{number}@demo.example", time.perf_counter())
            slug = call(environment, "make", str(options.seats))[-1][1]
            # One in twenty sends the form of the one before again.
            addresses = [
                f"tulija-{number - (number % 20 == 19)}@demo.example"
                for number in range(options.count)
            ]
            sent = run(slug, addresses, schedule(options.count, options.seconds))
            is_good = report(sent, call(environment, "check", slug), options.seats)
        finally:
            server.stop()
    print("Exactly the seats, none twice, p95 under a second." if is_good else "THE LIMITS FAIL.")
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
