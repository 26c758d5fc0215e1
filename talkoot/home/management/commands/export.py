"""`talkoot export`: a register as a file that `talkoot import` takes, or everything."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.tables import BadTable
from talkoot.home.moving import EVERYTHING, programme_at
from talkoot.home.moving.out import KINDS, write_rows
from talkoot.home.moving.registers import REGISTERS
from talkoot.home.moving.whole import write_whole

ENDINGS = (".csv", ".jsonl")


class Command(BaseCommand):
    help = (
        "Write a register to a file (.csv or .jsonl), or everything to a .zip, in the shape in "
        "which `talkoot import` takes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted([*KINDS, *REGISTERS, EVERYTHING]))
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi")
        parser.add_argument("--programme", metavar="KEY", help="whose rows only")

    def handle(
        self, *_args: Any, kind: str, file: Path, language: str, **options: Any
    ) -> str | None:
        endings = (".zip",) if kind == EVERYTHING else ENDINGS
        with translation.override(language):
            if file.suffix.lower() not in endings:
                sentence = _("The name of the file must end in one of: %(endings)s.")
                raise CommandError(sentence % {"endings": ", ".join(endings)})
            try:
                programme = programme_at(options["programme"])
                if kind == EVERYTHING and programme is not None:
                    sentence = _("Everything is of all programmes. Leave --programme out.")
                    raise CommandError(sentence)
                if kind == EVERYTHING:
                    count = sum(write_whole(file).values())
                else:
                    count = write_rows(kind, file, programme=programme)
            except BadTable as error:
                raise CommandError("\n".join(error.sentences)) from error
            except OSError as error:
                sentence = _("The file %(path)s cannot be written. Choose another place for it.")
                raise CommandError(sentence % {"path": file}) from error
            text = ngettext("Exported %(count)s row.", "Exported %(count)s rows.", count)
            self.stdout.write(text % {"count": count})
        return None
