"""`talkoot import`: rows from a file. Practices row by row, others all of them or none."""  # noqa: N999

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.audit.actions import record
from talkoot.core.tables import BadTable
from talkoot.home.imports import KINDS, OF_PROGRAMME
from talkoot.home.moving import EVERYTHING, programme_at
from talkoot.home.moving.whole import read_whole
from talkoot.practices.imports import Report, import_practices
from talkoot.practices.imports.report import lines_of
from talkoot.practices.imports.rows import unknown_sentence
from talkoot.search.analysis import deep_analysis

ROWS_BETWEEN = 10_000


class Command(BaseCommand):
    help = (
        "Import a file (CSV, XLSX, JSONL). Practices are only checked without --apply; of the "
        "other registers nothing is imported if a line has a fault. Everything: a .zip of "
        "`talkoot export everything`, into an empty database."
    )

    told = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = [*KINDS, *OF_PROGRAMME, "practices", EVERYTHING]
        parser.add_argument("kind", choices=sorted(kinds))
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi")
        parser.add_argument("--programme", metavar="KEY", help="whose rows they are")
        parser.add_argument("--apply", action="store_true", help="import, do not only check")
        parser.add_argument("--publish", action="store_true", help="public at once")
        parser.add_argument(
            "--errors", type=Path, metavar="FILE", help="where rows with faults or notes are put"
        )

    def handle(
        self, *_args: Any, kind: str, file: Path, language: str, **options: Any
    ) -> str | None:
        with translation.override(language):
            try:
                if kind == "practices":
                    self._practices(file, **options)
                elif kind == EVERYTHING:
                    self._imported(sum(read_whole(file).values()))
                else:
                    self._register(kind, file, options["programme"])
            except BadTable as error:
                intro = _("Nothing was imported. Correct the file and import it again.")
                raise CommandError("\n".join([intro, *error.sentences])) from error
        return None

    def _register(self, kind: str, file: Path, slug: str | None) -> None:
        if kind in OF_PROGRAMME:
            programme = programme_at(slug)
            if programme is None:
                raise BadTable(_("Tell the programme whose register it is."))
            self._imported(len(OF_PROGRAMME[kind](file, programme=programme)))
            return
        with transaction.atomic():
            rows = KINDS[kind](file)
            for row in rows:
                record(f"{row._meta.app_label}.{row._meta.model_name}.imported", row, by=None)
        self._imported(len(rows))

    def _imported(self, count: int) -> None:
        self.stdout.write(_("Imported %(count)s rows.") % {"count": count})

    def _practices(
        self,
        file: Path,
        *,
        programme: str | None,
        apply: bool,
        publish: bool,
        errors: Path | None,
        **_options: Any,
    ) -> None:
        chosen = programme_at(programme)
        faults = errors or file.with_name(f"{file.stem}.errors{file.suffix}")
        if errors and not (_is_writable(errors.parent) and not errors.is_dir()):
            sentence = _("The file %(path)s cannot be written. Choose another place for it.")
            raise CommandError(sentence % {"path": errors})
        if errors and errors.exists() and file.exists() and errors.samefile(file):
            raise CommandError(_("Rows with faults cannot go to the file that is being read."))
        with deep_analysis():
            report = import_practices(
                file,
                programme=chosen,
                applies=apply,
                publishes=publish,
                faults=faults if errors or _is_writable(file.parent) else None,
                told=self._tell if apply else None,
            )
        self._show(report, is_applied=apply)
        if (report.faulty or report.noted) and faults.exists():
            sentence = _("The rows with faults or notes are in %(path)s.")
            self.stdout.write(sentence % {"path": faults})
        if not report.is_good:
            raise CommandError(_("No row could be imported. Correct the file and try again."))
        if not apply:
            self.stdout.write(_("Nothing was written. Add --apply to import."))

    def _show(self, report: Report, *, is_applied: bool) -> None:
        for line in lines_of(report.as_json(), is_applied=is_applied):
            self.stdout.write(line)
        for line in [*report.faults, *report.notes]:
            self.stderr.write(line)
        for (column, value), count in report.unknown.most_common(20):
            rows = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
            self.stdout.write(f"{unknown_sentence(column, value)} ({rows})")

    def _tell(self, rows: int) -> None:
        if rows >= self.told + ROWS_BETWEEN:
            self.told = rows
            self.stdout.write(_("%(count)s rows …") % {"count": rows})


def _is_writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)
