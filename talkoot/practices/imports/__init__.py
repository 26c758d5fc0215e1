"""Importing practices from a file: read in a stream, told row by row, written in batches.

    report = import_practices(path, programme=programme)                     # changes nothing
    report = import_practices(path, programme=programme, applies=True, publishes=True)

A row is known by its external_id within its programme: a second import corrects it. What has not
changed and what the file has no column for is not touched, and what was edited here since the last
import stays and is told. A row with a fault stays out and the others go in; `faults` names the
sheet to which such rows are written with their faults, to be corrected and sent again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.exports import bare_cell
from talkoot.core.sheets import Sheet, open_sheet
from talkoot.core.tables import BadTable
from talkoot.practices.actions.importing import Planned, plan_rows, save_rows
from talkoot.practices.imports.columns import OURS, REQUIRED, missing_columns, proposed_columns
from talkoot.practices.imports.register import Register
from talkoot.practices.imports.report import FaultSheet, Report
from talkoot.practices.imports.rows import (
    Reading,
    changed_columns,
    edited_sentence,
    read_row,
    unknown_sentence,
)
from talkoot.programmes.models import Programme

BATCH = 500
# A text of 100 000 characters is one row; a batch ends earlier when its texts are long.
BATCH_CHARACTERS = 1_000_000
MOST_ROWS = 2_000_000


class Import:
    """One reading of a file: what stays the same from row to row."""

    def __init__(
        self, sheet: Sheet, columns: Mapping[str, str], programme: Programme | None
    ) -> None:
        self.sheet = sheet
        self.columns = {heading: name for heading, name in columns.items() if name}
        self.programmes = {row.slug: row for row in Programme.objects.all()}
        self.programme = programme
        self.register = Register()
        self.report = Report()
        self.seen: set[int] = set()
        self.is_returned = bool(OURS & set(sheet.columns))

    def readings(self) -> Iterator[Reading]:
        """The rows, faulty ones too, each told in the report."""
        for line, cells, problem, note in self.sheet.rows():
            named = {
                name: self._cell(cells.get(head, ""))
                for head, name in self.columns.items()
                if self._is_told(head, name, cells)
            }
            reading = Reading(line, cells) if problem else read_row(line, named, self.register)
            reading.cells = cells
            reading.notes += [note] if note else []
            if problem:
                reading.faults.append(problem)
            else:
                self._place(reading, named)
            yield reading

    def _is_told(self, heading: str, name: str, cells: Mapping[str, str]) -> bool:
        """A sheet has every column on every row; an object tells what it names."""
        return self.sheet.kind != "jsonl" or heading in cells or name in REQUIRED

    def _cell(self, text: str) -> str:
        """Without the apostrophe by which we keep a cell from running as a formula."""
        return bare_cell(text) if self.is_returned else text

    def _place(self, reading: Reading, cells: Mapping[str, str]) -> None:
        slug = cells.get("programme", "")
        programme = self.programmes.get(slug) if slug else self.programme
        if programme is None:
            sentence = _("the programme “%(slug)s” is not known.")
            reading.faults.append(sentence % {"slug": slug})
            return
        if self.programme not in (None, programme):
            sentence = _("the row is of the programme “%(slug)s”, not of the chosen one.")
            reading.faults.append(sentence % {"slug": slug})
        reading.values["programme_id"] = programme.pk
        is_demo = cells.get("is_demo", "").lower() in ("1", "true")
        told = reading.values if "is_demo" in cells else reading.usual
        told["is_demo"] = is_demo or programme.is_demo
        key = hash((programme.pk, reading.external_id))
        if reading.external_id and key in self.seen:
            sentence = _("the identifier “%(id)s” stands on an earlier line too.")
            reading.faults.append(sentence % {"id": reading.external_id[:100]})
        self.seen.add(key)


def import_practices(
    path: Path,
    *,
    programme: Programme | None,
    columns: Mapping[str, str] | None = None,
    applies: bool = False,
    publishes: bool = False,
    faults: Path | None = None,
    told: Callable[[int], None] | None = None,
    by: Any = None,
) -> Report:
    """Read the file and, if `applies`, write what it says; returns what was found.

    `columns` is {heading: our column}; without it they are told by their names. `publishes`: the
    sender vouches for the permission, and the rows are public at once; otherwise they wait for the
    office. `told` gets the number of rows read now and then. Raises BadTable, before the first
    write, for a file that cannot be read to its end.
    """
    sheet = open_sheet(path)
    columns = proposed_columns(sheet.columns) if columns is None else columns
    _check_columns(columns, programme)
    if applies:
        _check_to_the_end(sheet)
    run = Import(sheet, columns, programme)
    with ExitStack() as stack:
        back = None
        if faults is not None:
            back = stack.enter_context(closing(FaultSheet(faults, sheet.kind, sheet.columns)))
        for batch in _batches(run.readings()):
            good = [reading for reading in batch if not reading.faults]
            planned = (
                save_rows(good, publishes=publishes, by=by)
                if applies
                else plan_rows(good, publishes=publishes)
            )
            _count(run.report, planned)
            _told_in(run.report, batch, back)
            if told is not None:
                told(run.report.rows)
    return run.report


def _check_columns(columns: Mapping[str, str], programme: Programme | None) -> None:
    if missing := missing_columns(columns):
        sentence = _("The first line must name the columns; missing: %(names)s. Add them.")
        raise BadTable(sentence % {"names": ", ".join(missing)})
    if programme is None and "programme" not in columns.values():
        raise BadTable(_("Tell the programme to which the practices belong."))


def _check_to_the_end(sheet: Sheet) -> None:
    """So that a quotation mark on the last line stops the import before its first row."""
    if sum(1 for row in sheet.rows()) > MOST_ROWS:
        sentence = _("The file has more than %(rows)s rows. Divide it into smaller files.")
        raise BadTable(sentence % {"rows": MOST_ROWS})


def _batches(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    while batch := list(islice(readings, 1)):
        size = 0
        for reading in islice(readings, BATCH - 1):
            batch.append(reading)
            size += sum(len(text) for text in reading.cells.values())
            if size > BATCH_CHARACTERS:
                break
        yield batch


def _count(report: Report, planned: Sequence[Planned]) -> None:
    """Each row by what becomes of it; what was edited here is told in a note of the row."""
    for plan in planned:
        setattr(report, plan.outcome, getattr(report, plan.outcome) + 1)
        if plan.outcome == "made" and not (plan.row.organisation or plan.row.new_organisation):
            plan.row.unknown.append(("organisation", ""))
        if plan.outcome == "changed":
            report.fields.update(changed_columns([*plan.texts, *plan.columns]))
        if plan.edited:
            report.edited += 1
            plan.row.notes.append(edited_sentence(plan.edited))


def _told_in(report: Report, batch: list[Reading], back: FaultSheet | None) -> None:
    for reading in batch:
        report.rows += 1
        report.faulty += bool(reading.faults)
        notes = [unknown_sentence(*word) for word in reading.unknown] + reading.notes
        report.noted += bool(notes and not reading.faults)
        for sentence in reading.faults:
            report.add_fault(reading.line, sentence)
        for sentence in reading.notes:
            report.add_note(reading.line, sentence)
        for column, value in reading.unknown:
            report.add_unknown(column, value)
        if back is not None and (reading.faults or notes):
            back.add(reading.line, reading.cells, reading.faults, notes)
