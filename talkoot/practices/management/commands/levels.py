"""`talkoot levels`: compute the levels of diffusion anew and compare with what is kept."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talkoot.practices.actions.diffusion import recount_levels
from talkoot.practices.queries.levels import levels_apart
from talkoot.programmes.models import Programme


class Command(BaseCommand):
    help = "Compare every kept level of diffusion with the records; exit code 1 if one differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep", action="store_true", help="bring the kept ones up to date")

    def handle(self, *_args: Any, keep: bool, **_options: Any) -> None:
        if keep:
            self.stdout.write(f"{recount_levels()} levels brought up to date.")
            return
        wrong = 0
        for programme in Programme.objects.order_by("slug"):
            for practice, level in levels_apart(programme.pk).items():
                wrong += 1
                self.stdout.write(f"{programme.slug}: practice {practice} should be on {level}")
        if wrong:
            raise CommandError(f"{wrong} kept levels differ from the records.")
        self.stdout.write("Every kept level agrees with the records.")
