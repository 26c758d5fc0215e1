"""Making the files of open data: each written beside the old one, then put in its place."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from talkoot.core.exports import safe_cell
from talkoot.home.opendata.sets import DATASETS, Dataset

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
CATALOGUES = {"catalog.ttl": "text/turtle; charset=utf-8", "catalog.jsonld": "application/ld+json"}
SECONDS, HOURS = 600, 20


class OpenFile(NamedTuple):
    """A file that lies ready: its name is one of ours, never a reader's."""

    name: str
    path: Path
    media_type: str
    size: int
    made_at: datetime


def folder() -> Path:
    return Path(settings.DATA_DIR) / "opendata"


def file_names() -> dict[str, str]:
    """{name: media type} of every file there may be."""
    names = {f"{row.name}.{ending}": kind for row in DATASETS for ending, kind in FORMATS.items()}
    return names | CATALOGUES


def open_file(name: str) -> OpenFile | None:
    """The file if it is one of ours and has been made."""
    media_type = file_names().get(name)
    if media_type is None:
        return None
    path = folder() / name
    try:
        found = path.stat()
    except OSError:
        return None
    made_at = datetime.fromtimestamp(found.st_mtime, tz=timezone.get_current_timezone())
    return OpenFile(name, path, media_type, found.st_size, made_at)


def open_files() -> dict[str, OpenFile]:
    return {name: found for name in file_names() if (found := open_file(name))}


def first_day() -> date:
    """The day when the files were made for the first time, kept beside them."""
    path = folder() / "first-day"
    try:
        return date.fromisoformat(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        today = timezone.localdate()
        path.write_text(today.isoformat(), encoding="utf-8")
        return today


def build_open_data() -> list[str]:
    """Make every file anew; returns their names. A file is replaced whole or not at all."""
    from talkoot.home.opendata.catalogue import catalogue_texts

    folder().mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=folder(), prefix=".new-") as name,
        translation.override(settings.LANGUAGE_CODE),
    ):
        new = Path(name)
        for dataset in DATASETS:
            _write(dataset, new)
        _write_parquet(new)
        for path in sorted(new.iterdir()):
            if path.name in file_names():
                path.replace(folder() / path.name)
        for file_name, text in catalogue_texts(open_files(), first_day()).items():
            (new / file_name).write_text(text, encoding="utf-8")
            (new / file_name).replace(folder() / file_name)
    return sorted(open_files())


def build_open_data_nightly() -> None:
    """Make the files when the newest is almost a day old, whenever the worker was started."""
    newest = max((file.made_at for file in open_files().values()), default=None)
    if newest is None or timezone.now() - newest > timedelta(hours=HOURS):
        build_open_data()


def _write(dataset: Dataset, new: Path) -> None:
    lines = new / f"{dataset.name}.lines"
    with (
        (new / f"{dataset.name}.csv").open("w", encoding="utf-8", newline="") as table,
        lines.open("w", encoding="utf-8") as rows,
    ):
        writer = csv.writer(table)
        writer.writerow(dataset.columns)
        for row in _whole_rows(dataset):
            writer.writerow([_cell(value) for value in row.values()])
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    _write_json(lines, new / f"{dataset.name}.json")
    columns = new / f"{dataset.name}.columns"
    columns.write_text(json.dumps(dataset.columns), encoding="utf-8")


def _whole_rows(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for row in dataset.rows():
        yield {name: row.get(name) for name in dataset.columns}


def _cell(value: Any) -> Any:
    """For spreadsheets: no formula, and true as 1."""
    return int(value) if isinstance(value, bool) else safe_cell(value)


def _write_json(lines: Path, target: Path) -> None:
    """The same rows as one array."""
    with lines.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, line in enumerate(rows):
            file.write((",\n" if number else "\n") + line.rstrip("\n"))
        file.write("\n]\n")


def _write_parquet(new: Path) -> None:
    """In a process of its own, because the library takes much memory."""
    command = [sys.executable, "-m", "talkoot.home.opendata.parquet", str(new)]
    subprocess.run(command, check=True, timeout=SECONDS, capture_output=True)
