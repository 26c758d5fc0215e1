"""`talkoot badge_key`: lists the keys that sign badges; `--new` makes the next one."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from talkoot.credentials.keys import all_keys, new_key, signing_key


class Command(BaseCommand):
    help = "List the keys that sign badges, or make the next one, which signs from a day on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help="make the next key")
        parser.add_argument(
            "--from", dest="day", help="day from which it signs, such as 2026-12-01; else tomorrow"
        )

    def handle(self, *args: Any, new: bool = False, day: str | None = None, **options: Any) -> None:
        today = timezone.localdate()
        signing = signing_key(today)
        if new:
            made = self.make(day, today)
            self.stdout.write(f"Made {made.path}. Back it up, and keep the older ones.")
        for key in all_keys():
            words = "signs now" if key == signing else "verifies"
            if key.signs_from > today:
                words = "signs from that day on"
            self.stdout.write(f"{key.signs_from} {key.name}: {words}")

    def make(self, text: str | None, today: datetime.date) -> Any:
        """Tomorrow at the earliest: verifiers keep the issuer's document for an hour."""
        try:
            day = parse_date(text) if text else today + datetime.timedelta(days=1)
        except ValueError:
            day = None
        if day is None or day <= today:
            raise CommandError("Write a day after today as year-month-day, such as 2026-12-01.")
        try:
            return new_key(day)
        except FileExistsError as error:
            raise CommandError(f"There is a key for that day already: {error}.") from error
