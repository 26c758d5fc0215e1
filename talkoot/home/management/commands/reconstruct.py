"""`talkoot reconstruct kunteko`: a programme's records generated from its published figures."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talkoot.calls.reference import load_forms
from talkoot.core.refusals import NotAllowed
from talkoot.home.reconstruction import MAKERS, SLUG, reconstruct
from talkoot.home.reconstruction.pool import CUT_OFF
from talkoot.home.reference import load_reference


class Command(BaseCommand):
    help = "Generate the records of a published programme, so that its figures can be checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", choices=tuple(MAKERS))

    def handle(self, *_args: Any, **options: Any) -> None:
        start = time.monotonic()
        load_reference()
        load_forms()
        try:
            programme = reconstruct(options["programme"])
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        day = CUT_OFF if programme.slug == SLUG else programme.ends_on
        self.stdout.write(
            f"{programme} reconstructed in {time.monotonic() - start:.1f} s. Every record is "
            f"marked. Compare: talkoot figures --programme {programme.slug} --as-of {day}"
        )
