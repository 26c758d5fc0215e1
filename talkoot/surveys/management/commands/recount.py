"""`talkoot recount`: count the answers again and compare with what is shown."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talkoot.surveys.models import Round
from talkoot.surveys.results.recounting import (
    differences,
    family_differences,
    interval_differences,
)


class Command(BaseCommand):
    help = "Count all closed rounds anew; tell what differs from the counts and sums kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--round", type=int, help="only the counts of the round with this number"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        rounds = Round.objects.filter(state=Round.State.CLOSED).exclude(tallied_at=None)
        if options["round"]:
            rounds = rounds.filter(pk=options["round"])
        counted = wrong = 0
        for survey in rounds.select_related("questionnaire").order_by("pk").iterator():
            found = differences(survey)
            counted += 1
            wrong += bool(found)
            for line in found:
                self.stdout.write(f"round {survey.pk}: {line}")
        others = [] if options["round"] else [*family_differences(), *interval_differences()]
        for line in others:
            self.stdout.write(line)
        problems = []
        if wrong:
            problems.append(f"{wrong} of {counted} rounds differ from their answers.")
        if others:
            problems.append(f"{len(others)} kept sums or intervals differ from the counts.")
        if problems:
            raise CommandError(" ".join(problems))
        self.stdout.write(f"{counted} rounds counted anew; every count agrees.")
