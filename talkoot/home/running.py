"""Starting the processes of the product and stopping them together."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

STOP_SECONDS = 10
START_SECONDS = 60


def collect_static() -> bool:
    """Copy, hash and compress the static files if any has changed; tells whether it did."""
    stamp = settings.DATA_DIR / "static.stamp"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state and settings.STATIC_ROOT.exists():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)
    return True


def _static_state() -> str:
    """A short text that changes when any static file does."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(path.encode())
            digest.update(Path(storage.path(path)).read_bytes())
    return digest.hexdigest()


def check_port_free(host: str, port: int) -> None:
    """Refuse early, in a sentence, when something else already answers at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: --port N, or "
                "`make demo PORT=N`."
            ) from error


def start_web(
    host: str, port: int, workers: int, environment: Mapping[str, str] = os.environ
) -> subprocess.Popen[bytes]:
    """Start the web server as a child process."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        # By default granian takes 512 threads, each with a database connection of its own.
        *("--blocking-threads", "4", "--workers-kill-timeout", "5", "--log-level", "warning"),
        "talkoot.config.wsgi:application",
    ]
    # glibc gives each thread a heap of its own, and keeps what pages left free in every one.
    environment = {"MALLOC_ARENA_MAX": "2", **environment}
    # A group of its own: Ctrl-C then reaches this process alone, which stops its children in order.
    return subprocess.Popen(command, env=environment, process_group=0)


def start_site(host: str, port: int, workers: int) -> dict[str, subprocess.Popen[bytes]]:
    """Start the web server and the background worker as child processes."""
    work = [sys.executable, "-m", "talkoot.cli", "work"]
    return {
        "web server": start_web(host, port, workers),
        "worker": subprocess.Popen(work, process_group=0),
    }


def wait_until_ready(host: str, port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the web server answers; refuse when it dies or takes more than a minute."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        for name, child in children.items():
            if child.poll() is not None:
                raise CommandError(f"The {name} stopped at once. Its message is above.")
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise CommandError(f"The web server did not answer in {START_SECONDS} seconds.")


def stop_on_signals() -> None:
    """From now on TERM ends this process like Ctrl-C, so that `finally` stops the children."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def wait_for_end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return never; raise KeyboardInterrupt on a signal, CommandError when a child ends."""
    while True:
        for name, child in children.items():
            code = child.poll()
            if code is not None:
                raise CommandError(f"The {name} ended (code {code}), so everything was stopped.")
        time.sleep(0.2)


def stop_all(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask the children to end, and end those that do not within ten seconds."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + STOP_SECONDS
    for child in children.values():
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
