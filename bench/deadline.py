"""The last hour of a call: 2 000 applications sent in ten minutes against the production server.

    python -m bench.deadline [--count 2000] [--minutes 10] [--workers 2]
    python -m bench.deadline --find-limit
    python -m tests.postgres python -m bench.deadline

Each applicant, signed in, sends one complete draft. The arrivals follow a schedule, not the
answers (open loop): 40 % of them fall in the last tenth of the time, and a late answer counts from
when it should have been asked. Prints what was lost or doubled, the receipts, and p50, p95 and
max. `--find-limit` raises the rate until p95 passes a second. DATABASE_URL chooses the database;
without it a scratch SQLite file.
"""

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.pages import PORT, Server
from bench.scratch import scratch

# 32 letters, as the framework makes them: the cookie and the form's field are compared.
CSRF = "bench" * 6 + "xy"
LIMIT_SECONDS = 1.0
SENDERS = 200
RATES = (5, 10, 20, 30, 40, 60, 80, 120)
BURST_SECONDS = 20


@dataclass
class Sent:
    """One sending: how late the answer came, and whether the site took the application."""

    ref: str
    seconds: float
    is_taken: bool
    told: str


def send(ref: str, session: str, due: float) -> Sent:
    """POST one draft; `due` is the moment of the schedule."""
    path = f"/my/applications/{ref}/send/"
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{PORT}",
    }
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": CSRF})
    try:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("POST", path, body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        place = response.headers.get("Location", "")
        connection.close()
        is_taken = response.status == 302 and place == f"/my/applications/{ref}/"
        told = f"{response.status} {place}"
    except OSError as error:
        is_taken, told = False, type(error).__name__
    return Sent(ref, time.perf_counter() - due, is_taken, told)


def schedule(count: int, seconds: float, *, is_even: bool = False) -> list[float]:
    """When each one is sent, in seconds from the start; 40 % in the last tenth."""
    dice = random.Random(29)
    if is_even:
        return sorted(dice.uniform(0, seconds) for _number in range(count))
    late = int(count * 0.4)
    early = [dice.uniform(0, seconds * 0.9) for _number in range(count - late)]
    return sorted(early + [dice.uniform(seconds * 0.9, seconds) for _number in range(late)])


def run(drafts: list[tuple[str, str]], moments: list[float]) -> list[Sent]:
    """Send each draft at its moment, whatever has become of the earlier ones."""
    start = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        waiting = []
        for (ref, session), moment in zip(drafts, moments, strict=True):
            time.sleep(max(0.0, start + moment - time.perf_counter()))
            waiting.append(pool.submit(send, ref, session, start + moment))
        return [future.result() for future in waiting]


def p95_of(sent: list[Sent]) -> float:
    return sorted(one.seconds for one in sent)[int(len(sent) * 0.95)]


def call(environment: dict[str, str], *words: str) -> list[list[str]]:
    """What bench.deadline_data prints, as words."""
    command = [sys.executable, "-m", "bench.deadline_data", *words]
    made = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [line.split() for line in made.stdout.splitlines()]


def make_drafts(environment: dict[str, str], count: int) -> list[tuple[str, str]]:
    rows = call(environment, "make", str(count))
    return [(row[1], row[2]) for row in rows if row and row[0] == "draft"]


def report(sent: list[Sent], environment: dict[str, str]) -> bool:
    """Print the outcome; whether nothing was lost or doubled and p95 keeps the limit."""
    arrived = {row[1]: row[2:] for row in call(environment, "check") if row[0] == "arrived"}
    taken = {one.ref for one in sent if one.is_taken}
    lost = taken - arrived.keys()
    numbers = [arrived[one.ref][0] for one in sent if one.ref in arrived]
    doubled = len(numbers) - len(set(numbers))
    receipts = Counter(arrived[one.ref][1] for one in sent if one.ref in arrived)
    refused = Counter(one.told for one in sent if not one.is_taken)
    seconds = [one.seconds for one in sent]
    print(f"sent {len(sent)}, taken {len(taken)}, not taken {dict(refused) or 0}")
    print(f"lost {len(lost)}, numbers given twice {doubled}")
    print(f"with one receipt {receipts['1']}, without {receipts['0']}")
    print(
        f"p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {p95_of(sent) * 1000:.0f} ms, "
        f"max {max(seconds) * 1000:.0f} ms"
    )
    is_whole = not lost and not doubled and receipts["1"] == len(taken) == len(sent)
    return is_whole and p95_of(sent) < LIMIT_SECONDS


def deadline(environment: dict[str, str], count: int, seconds: float) -> bool:
    """The whole run at the given pace."""
    moments = schedule(count, seconds)
    busiest = sum(moment >= seconds * 0.9 for moment in moments) / (seconds * 0.1)
    print(f"{count} applications in {seconds / 60:.1f} min, {busiest:.1f} a second at the end")
    is_good = report(run(environment_drafts(environment, count), moments), environment)
    print("None lost, none doubled, p95 under a second." if is_good else "THE LIMITS DO NOT HOLD.")
    return is_good


def environment_drafts(environment: dict[str, str], count: int) -> list[tuple[str, str]]:
    """Drafts made while the server already runs, so that it is warm."""
    drafts = make_drafts(environment, count + 20)
    run(drafts[:20], [number / 4 for number in range(20)])
    return drafts[20:]


def find_limit(environment: dict[str, str]) -> bool:
    """Raise the rate until p95 passes a second or something is lost; prints each step."""
    best = 0
    environment_drafts(environment, 0)
    for rate in RATES:
        drafts = make_drafts(environment, rate * BURST_SECONDS)
        print(f"\n{rate} a second for {BURST_SECONDS} seconds")
        sent = run(drafts, schedule(len(drafts), BURST_SECONDS, is_even=True))
        if not report(sent, environment):
            break
        best = rate
    print(f"\nThe limit: {best} a second with p95 under a second and none lost.")
    return best > 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--find-limit", action="store_true")
    options = parser.parse_args()
    # Without a count a shorter run keeps the rate.
    count = options.count or int(200 * options.minutes)
    with scratch(port=PORT) as environment:
        make_drafts(environment, 1)
        server = Server(environment, workers=options.workers)
        worker = subprocess.Popen([sys.executable, "-m", "talkoot.cli", "work"], env=environment)
        try:
            if options.find_limit:
                is_good = find_limit(environment)
            else:
                is_good = deadline(environment, count, options.minutes * 60)
        finally:
            server.stop()
            worker.terminate()
            worker.wait(20)
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
