"""One command from nothing to a running demonstration."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from talkoot.audit.queries import pending_migrations
from talkoot.home import running
from talkoot.home.demo import load
from talkoot.people.queries import demo_accounts


class Command(BaseCommand):
    help = "Prepare the database, the static files and the demo data, and serve the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="only prepare")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, no_serve: bool, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("TALKOOT_DEMO is set to false. Remove it, or use `talkoot serve`.")
        if not no_serve:
            running.check_port_free("127.0.0.1", port)
        if pending_migrations():
            self.stdout.write("Making the database …")
            call_command("migrate", interactive=False, verbosity=0)
        running.collect_static()
        self.stdout.write("Loading the demo data …")
        load()
        self.stdout.write("\nDemo accounts (sign in by one click on the sign-in page):")
        for user in demo_accounts():
            roles = ", ".join(str(m.get_role_display()) for m in user.memberships.all())
            self.stdout.write(f"  {user.email:<40} {user}{f' ({roles})' if roles else ''}")
        if no_serve:
            self.stdout.write("\nReady. `talkoot demo` or `talkoot serve` starts the site.")
            return
        self.stdout.write("")
        call_command("serve", port=port)
