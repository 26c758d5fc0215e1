"""One game room of 40 players for a minute against the production server of `talkoot serve`.

    python -m bench.game [--players 40] [--seconds 60]
    python -m tests.postgres python -m bench.game

Half of the time the players pick cards, then the vote opens and they vote. Each asks for the live
piece every two seconds, and each choice is tapped at its moment; one tap of five is sent twice at
once. The moments follow a schedule, not the answers (open loop): a late answer counts from when it
should have been asked. Prints p50, p95 and max of polls and choices, and what was lost or doubled.
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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bench import pages
from bench.scratch import scratch

# 32 letters, as the framework makes them: the cookie and the form's field are compared.
CSRF = "bench" * 6 + "xy"
POLL_SECONDS = 2.0
LIMIT_SECONDS = 0.5
PICKS, VOTES = 3, 3


@dataclass
class Phone:
    """One player's browser: the cookie, and the mark of the piece it shows."""

    code: str
    token: str
    etag: str = ""

    def ask(self, path: str, data: dict[str, Any] | None = None) -> http.client.HTTPResponse:
        headers = {"Cookie": f"game-{self.code}={self.token}; csrftoken={CSRF}"}
        headers |= {"HX-Request": "true", "Accept-Encoding": "gzip"}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{pages.PORT}"
            body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": CSRF})
        elif self.etag:
            headers["If-None-Match"] = self.etag
        connection = http.client.HTTPConnection("127.0.0.1", pages.PORT, timeout=60)
        connection.request("POST" if body else "GET", path, body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response


@dataclass
class Log:
    """Seconds from the moment of the schedule to the answer, and the answers' statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def add(self, due: float, status: int) -> None:
        self.seconds.append(time.perf_counter() - due)
        self.statuses[status] += 1

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    def __str__(self) -> str:
        middle = statistics.median(self.seconds)
        return (
            f"{len(self.seconds)} asked, p50 {middle * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, "
            f"max {max(self.seconds) * 1000:.0f} ms, answers {dict(self.statuses)}"
        )


def poll(phone: Phone, phase: str, due: float, log: Log) -> None:
    response = phone.ask(f"/g/{phone.code}/live/?phase={phase}")
    phone.etag = response.headers.get("ETag", phone.etag)
    log.add(due, response.status)


def choose(phone: Phone, path: str, data: dict[str, Any], due: float, log: Log) -> None:
    log.add(due, phone.ask(f"/g/{phone.code}/{path}/", data).status)


def choices_of(phase: str, ids: list[str], dice: random.Random) -> list[tuple[str, dict[str, Any]]]:
    """What one player taps in the phase."""
    if phase == "pick":
        cards = dice.sample(ids, 2 * PICKS)
        kinds = ["strength"] * PICKS + ["pain"] * PICKS
        return [
            ("pick", {"card": card, "kind": kind}) for card, kind in zip(cards, kinds, strict=True)
        ]
    return [("vote", {"target": target, "is_given": 1}) for target in dice.sample(ids, VOTES)]


def play(phones: list[Phone], phase: str, ids: list[str], seconds: float) -> tuple[Log, Log]:
    """Half of the game, paced; polls and choices apart."""
    dice = random.Random(phase)
    polls, choices = Log(), Log()
    tasks: list[tuple[float, Callable[..., None], tuple[Any, ...]]] = []
    for phone in phones:
        moment = dice.uniform(0, POLL_SECONDS)
        while moment < seconds:
            tasks.append((moment, poll, (phone, phase)))
            moment += POLL_SECONDS
        for path, data in choices_of(phase, ids, dice):
            moment = dice.uniform(0, seconds)
            for _tap in range(2 if dice.random() < 0.2 else 1):
                tasks.append((moment, choose, (phone, path, data)))  # noqa: PERF401
    start = time.perf_counter()
    with ThreadPoolExecutor(2 * len(phones)) as pool:
        waiting = []
        for moment, run, words in sorted(tasks, key=lambda task: task[0]):
            time.sleep(max(0.0, start + moment - time.perf_counter()))
            log = polls if run is poll else choices
            waiting.append(pool.submit(run, *words, start + moment, log))
        for future in waiting:
            future.result()
    return polls, choices


def call(environment: dict[str, str], *words: str) -> dict[str, list[str]]:
    """What bench.game_data prints, by the first word of the line."""
    command = [sys.executable, "-m", "bench.game_data", *words]
    made = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, list[str]] = {}
    for line in made.stdout.splitlines():
        name, _space, value = line.partition(" ")
        found.setdefault(name, []).append(value)
    return found


def alone(phone: Phone) -> None:
    """What a poll takes when nothing else is asked."""
    log = Log()
    for _time in range(50):
        poll(phone, "pick", time.perf_counter(), log)
    print(f"one poll at a time: {log}")


def game(environment: dict[str, str], made: dict[str, list[str]], seconds: float) -> bool:
    phones = [Phone(made["room"][0], token) for token in made["player"]]
    alone(phones[0])
    picked = play(phones, "pick", made["card"], seconds / 2)
    targets = call(environment, "vote")["target"]
    voted = play(phones, "vote", targets, seconds / 2)
    for name, (polls, choices) in (("picking", picked), ("voting", voted)):
        print(f"{name}: polls {polls}\n{name}: taps {choices}")
    found = call(environment, "check")
    wrong_picks = sum(count != str(2 * PICKS) for count in found["picks"])
    wrong_votes = sum(count != str(VOTES) for count in found["votes"])
    lost = len(phones) * VOTES - int(found["shown"][0])
    print(
        f"players whose picks are not exact {wrong_picks}, votes {wrong_votes}, lost votes {lost}"
    )
    slowest = max(log.p95 for pair in (picked, voted) for log in pair)
    return not (wrong_picks or wrong_votes or lost) and slowest < LIMIT_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--players", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--port", type=int, default=pages.PORT)
    options = parser.parse_args()
    pages.PORT = options.port
    with scratch(port=options.port) as environment:
        made = call(environment, "make", str(options.players))
        server = pages.Server(environment)
        try:
            is_good = game(environment, made, options.seconds)
        finally:
            server.stop()
    print(
        "None lost, none doubled, p95 under half a second."
        if is_good
        else "THE LIMITS DO NOT HOLD."
    )
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
