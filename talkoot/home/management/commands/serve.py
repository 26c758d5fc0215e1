"""The web server and the worker under one command."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from talkoot.audit.queries import pending_migrations
from talkoot.home import running


class Command(BaseCommand):
    help = "Serve the site: web server and background worker, stopped together."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="web server processes")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        running.check_port_free(host, port)
        if pending := pending_migrations():
            raise CommandError(
                f"The database lacks {len(pending)} migrations. Run `talkoot migrate` first."
            )
        running.collect_static()
        children: dict[str, Any] = {}
        running.stop_on_signals()
        try:
            children = running.start_site(host, port, workers)
            running.wait_until_ready(host, port, children)
            self.stdout.write(f"Talkoot answers at {settings.BASE_URL} (Ctrl-C stops it).")
            running.wait_for_end(children)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            running.stop_all(children)
