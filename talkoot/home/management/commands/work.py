"""The background worker: mail, letters, survey rounds, search index."""

import signal
import threading
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from talkoot.home.jobs import all_jobs, run_due_jobs

PAUSE_SECONDS = 1


class Command(BaseCommand):
    help = "Run the background jobs until TERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        jobs = all_jobs()
        if once:
            if failed := run_due_jobs(jobs):
                raise CommandError(f"These jobs failed; the log tells why: {', '.join(failed)}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.wait(PAUSE_SECONDS):
            close_old_connections()
            run_due_jobs(jobs)
