"""`talkoot figures`: a programme's figures on a day beside the published ones."""

import csv
import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext

from talkoot.core.exports import safe_cell
from talkoot.core.figures import all_figures
from talkoot.home.comparison import COLUMNS, compared
from talkoot.home.figure_choices import Unknown, notes_on_day, read_day, read_filters
from talkoot.programmes.models import Programme


class Command(BaseCommand):
    help = "Print the figures of a programme on a day beside the published ones, each with its n."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="key of the programme, e.g. kunteko")
        parser.add_argument("--as-of", help="day such as 2020-10-12; today if left out")
        parser.add_argument("--period", default="", help="only this period: its number, e.g. 2")
        parser.add_argument("--service", default="", help="only this service: its key")
        parser.add_argument("--region", default="", help="only this region: its code, e.g. 06")
        parser.add_argument("--kind", default="", help="only organisations of this kind")
        parser.add_argument("--size", default="", help="only organisations of this size by staff")
        parser.add_argument("--merged", default="", help="yes: merged organisations as one")
        parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
        parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi")

    def handle(self, *_args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            known = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"No programme “{options['programme']}”. Known: {known}.")
        with translation.override(options["language"]):
            try:
                as_of = read_day(options["as_of"] or "")
                filters = read_filters(programme, options)
            except Unknown as fault:
                raise CommandError(str(fault)) from fault
            for note in notes_on_day(programme, as_of):
                self.stderr.write(note)
            if left_out := [str(row.label) for row in all_figures() if row.cannot(filters)]:
                text = gettext("Left out, for they cannot be counted so: %(figures)s.")
                self.stderr.write(text % {"figures": ", ".join(left_out)})
            lines = compared(programme, as_of, filters)
            rows = [line.as_dict() | {"words": str(line.agreement.label)} for line in lines]
        getattr(self, f"print_{options['format']}")(rows)

    def print_json(self, rows: list[dict[str, Any]]) -> None:
        rows = [{name: row[name] for name in COLUMNS} for row in rows]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))

    def print_csv(self, rows: list[dict[str, Any]]) -> None:
        writer = csv.DictWriter(
            self.stdout, fieldnames=COLUMNS, lineterminator="\n", extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows({name: safe_cell(cell) for name, cell in row.items()} for row in rows)

    def print_text(self, rows: list[dict[str, Any]]) -> None:
        """A line for each figure and part; then how many agree with what was published."""
        for row in rows:
            value = "–" if row["value"] is None else row["value"]
            code = f"{row['code']} " if row["code"] else ""
            line = f"{code}{row['label']}: {value} {row['unit']} (n = {row['n']})"
            if row["published"]:
                line += f" | {row['published']} | {row['words']}"
            self.stdout.write(line + (f" | {row['note']}" if row["note"] else ""))
        published = [row for row in rows if row["published"]]
        if published:
            counts = Counter(row["words"] for row in published)
            self.stdout.write("; ".join(f"{words}: {n}" for words, n in counts.most_common()))
