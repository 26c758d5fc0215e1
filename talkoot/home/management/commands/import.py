"""`talkoot import`: rows from a CSV file, all of them or none."""  # noqa: N999

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.tables import BadTable
from talkoot.home.imports import KINDS


class Command(BaseCommand):
    help = "Import a CSV file (UTF-8). If a line has a fault, nothing is imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi")

    def handle(self, *_args: Any, kind: str, file: Path, language: str, **_options: Any) -> None:
        with translation.override(language):
            try:
                with transaction.atomic():
                    rows = KINDS[kind](file)
                    for row in rows:
                        record(
                            f"{row._meta.app_label}.{row._meta.model_name}.imported", row, by=None
                        )
            except BadTable as error:
                intro = _("Nothing was imported. Correct the file and import it again.")
                raise CommandError("\n".join([intro, *error.sentences])) from error
            self.stdout.write(_("Imported %(count)s rows.") % {"count": len(rows)})
