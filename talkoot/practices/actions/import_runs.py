"""Imports in the browser: kept, checked and carried out, by the worker if they are large."""

import datetime
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.sheets import open_sheet
from talkoot.core.states import change_state
from talkoot.core.tables import BadTable
from talkoot.files.actions import store_file
from talkoot.files.models import Publicity, Retention, StoredFile
from talkoot.files.rules import ROW_TYPES
from talkoot.people.models import User
from talkoot.practices.imports import import_practices
from talkoot.practices.imports.columns import proposed_columns
from talkoot.practices.models import ImportRun
from talkoot.practices.rules.imports import IMPORTRUN_TRANSITIONS, UNDER_WAY
from talkoot.programmes.models import Programme
from talkoot.search.analysis import deep_analysis

State = ImportRun.State
# What a page reads at once; more waits for the worker.
SMALL_BYTES = 100_000
# A worker that has told nothing for so long has died; another goes on, and makes no doubles.
SILENT = datetime.timedelta(minutes=10)


@transaction.atomic
def start_import(programme: Programme, upload: Any, *, by: User) -> ImportRun:
    """Keep the file and propose what its columns are; nothing is imported yet.

    Raises BadTable for what is no list of rows, and NotAllowed for what store_file refuses.
    """
    stored = _kept(upload, programme, by=by)
    run = ImportRun(programme=programme, file=stored, started_by=by, is_demo=programme.is_demo)
    with local_file(stored) as path:
        proposed = proposed_columns(open_sheet(path).columns)
    run.columns = {heading: name for heading, name in proposed.items() if len(heading) <= 100}
    run.save()
    record("practices.import.started", run, by=by)
    return run


@transaction.atomic
def check_import(
    run: ImportRun, *, columns: Mapping[str, str], publishes: bool, by: User
) -> ImportRun:
    """Keep what the columns are, and let the file be checked; refuses one that is under way."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.columns, run.publishes, run.row_count = dict(columns), publishes, 0
    moved = change_state(run, State.CHECKING, IMPORTRUN_TRANSITIONS)
    run.claimed_at = None
    run.save(update_fields=["columns", "publishes", "row_count", "claimed_at"])
    record("practices.import.checked", run, by=by, **moved)
    return run


@transaction.atomic
def apply_import(run: ImportRun, *, by: User) -> ImportRun:
    """Let the checked file be imported; whoever does so vouches for the permission to publish."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    moved = change_state(run, State.IMPORTING, IMPORTRUN_TRANSITIONS)
    run.claimed_at, run.row_count = None, 0
    run.save(update_fields=["claimed_at", "row_count"])
    record("practices.import.confirmed", run, by=by, **moved)
    return run


def go_on(run: ImportRun) -> None:
    """Do a small file's step at once; a large one is the worker's."""
    if run.file.size <= SMALL_BYTES:
        _carry_out(run)


def work_on_imports() -> int:
    """Carry out what waits, one file at a time; returns how many files."""
    count = 0
    silent = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - SILENT)
    for run in ImportRun.objects.filter(silent, state__in=UNDER_WAY).order_by("pk"):
        with deep_analysis():
            count += _carry_out(run)
    return count


def _carry_out(run: ImportRun) -> bool:
    """Claim the run, read its file and keep the report; False if somebody else has it."""
    silent = Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - SILENT)
    mine = ImportRun.objects.filter(silent, pk=run.pk, state__in=UNDER_WAY)
    if not mine.update(claimed_at=timezone.now()):
        return False
    run = ImportRun.objects.select_related("file", "programme", "started_by").get(pk=run.pk)
    applies = run.state == State.IMPORTING

    def tell(rows: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(row_count=rows, claimed_at=timezone.now())

    with translation.override(run.started_by.language), TemporaryDirectory() as folder:
        name = Path(run.file.name)
        faults = Path(folder) / f"{name.stem[:80]}-talkoot{name.suffix}"
        try:
            with local_file(run.file) as path:
                report = import_practices(
                    path,
                    programme=run.programme,
                    columns=run.columns,
                    applies=applies,
                    publishes=run.publishes,
                    faults=faults,
                    told=tell,
                    by=run.started_by,
                )
        except BadTable as error:
            _finish(run, State.FAILED, {"faults": error.sentences}, None)
        else:
            state = State.DONE if applies else State.CHECKED
            _finish(run, state, report.as_json(), faults if faults.exists() else None)
    return True


@transaction.atomic
def _finish(run: ImportRun, state: str, report: dict[str, Any], faults: Path | None) -> None:
    moved = change_state(run, state, IMPORTRUN_TRANSITIONS)
    run.report, run.row_count = report, report.get("rows", run.row_count)
    if faults is not None:
        with faults.open("rb") as content:
            run.faults = _kept(File(content, name=faults.name), run.programme, by=run.started_by)
    run.save(update_fields=["report", "row_count", "faults"])
    record("practices.import.read", run, by=run.started_by, **moved)


def _kept(upload: Any, programme: Programme, *, by: User) -> StoredFile:
    return store_file(
        upload,
        by=by,
        publicity=Publicity.PARTY,
        retention=Retention.PUBLISHED,
        allowed=ROW_TYPES,
        is_demo=programme.is_demo,
    )


@contextmanager
def local_file(stored: StoredFile) -> Iterator[Path]:
    """The stored file as one on this machine's disk, whatever the storage; raises BadTable."""
    suffix = Path(stored.name).suffix
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"rows{suffix}"
        try:
            with stored.content.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
        except OSError as error:
            sentence = _("The file %(path)s cannot be read. Check its name and rights.")
            raise BadTable(sentence % {"path": stored.name}) from error
        yield path
