"""The large Finnish analyser in a process of its own: python -m talkoot.search.reader

It takes some 215 MB, which neither an import nor the worker then carries. It knows neither Django
nor the database: a word a line comes in, its readings go out as a JSON list.
"""

import atexit
import json
import subprocess
import sys
import threading


class Reader:
    """Calls go to the process, which starts at the first word and ends with its caller."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        atexit.register(self.close)

    def __call__(self, word: str) -> list[str]:
        with self._lock:
            try:
                return self._ask(word)
            except (BrokenPipeError, ValueError):  # It has been killed; a new one is started once.
                self.close()
                return self._ask(word)

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _ask(self, word: str) -> list[str]:
        if self._process is None:
            command = [sys.executable, "-m", "talkoot.search.reader"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", bufsize=1
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(word)}\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._process.stdout.readline())
        return found


def main() -> None:
    """Read each word until the input ends."""
    from kfst import TokenizationException
    from pyvoikko import VOIKKO_FST

    for line in sys.stdin:
        try:
            readings = [reading for reading, _weight in VOIKKO_FST.lookup(json.loads(line))]
        except TokenizationException:  # a letter that the Finnish transducer does not have
            readings = []
        sys.stdout.write(f"{json.dumps(readings)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
