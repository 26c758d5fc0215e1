"""The whole site in one file: the rows of every table and the stored files, for another site.

    write_whole(path)         # talkoot export everything
    read_whole(path)          # talkoot import everything, into an empty database of this version

The file is a ZIP: about.json, tables/app.model.jsonl with one row on a line by the names of its
columns, files/… as they are stored. No database of ours is needed to read it. What can be made
anew stays out: the search index, sessions, signs of life.
"""

import base64
import datetime
import json
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable
from talkoot.files.models import StoredFile

ABOUT = "about.json"
LEFT_APPS = frozenset({"admin", "auth", "contenttypes", "sessions"})
# Derived or of the moment. The tables of the search index but the synonyms are made by `reindex`.
LEFT_OUT = frozenset(
    {
        "audit.heartbeat",
        "practices.listingchange",
        *(f"search.{name}" for name in "index document term posting gram".split()),
        *(f"search.{name}" for name in "tokenterms champion".split()),
    }
)
BATCH = 500
UNREADABLE = (OSError, zipfile.BadZipFile, KeyError, ValueError, ValidationError, DatabaseError)
Model = type[models.Model]


def tables() -> list[Model]:
    """Every table that goes along; those between many and many too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and _goes_along(model)
        if all(_goes_along(to) for field in _columns(model) if (to := field.related_model))
    ]


def write_whole(path: Path) -> dict[str, int]:
    """Write the file, readable by its owner alone; returns {table: rows}.

    The rows are of one moment, and a half-written file does not remain.
    """
    part = path.with_name(f".{path.name}.part")
    part.touch(mode=0o600)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
            with _one_moment():
                counts = {_name(model): _write_table(package, model) for model in tables()}
                about = {"migrations": _migrations(), "rows": counts}
                names = _stored_files()
            for name in filter(default_storage.exists, names):
                with (
                    default_storage.open(name) as content,
                    package.open(f"files/{name}", "w", force_zip64=True) as target,
                ):
                    shutil.copyfileobj(content, target)
            package.writestr(ABOUT, json.dumps(about, ensure_ascii=False, indent=1))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return counts


def read_whole(path: Path) -> dict[str, int]:
    """Bring in a file of write_whole; returns {table: rows}.

    Raises BadTable, and writes nothing, for another file, another version of the product, a
    database with rows, and rows that do not fit together.
    """
    try:
        with zipfile.ZipFile(path) as package, transaction.atomic():
            about = json.loads(package.read(ABOUT))
            _check(about)
            for model in tables():
                _read_table(package, model)
            connection.check_constraints()
            _go_on_counting()
            _read_files(package)
    except UNREADABLE as error:
        sentence = _("This is not a whole export of a site, or it is damaged: %(error)s")
        raise BadTable(sentence % {"error": error}) from error
    counts: dict[str, int] = about["rows"]
    return counts


@contextmanager
def _one_moment() -> Iterator[None]:
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _goes_along(model: Model) -> bool:
    return model._meta.app_label not in LEFT_APPS and _name(model) not in LEFT_OUT


def _name(model: Model) -> str:
    return model._meta.label_lower


def _columns(model: Model) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _migrations() -> list[list[str]]:
    """The version of the database: every applied migration of the tables' apps."""
    own = {model._meta.app_label for model in tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied if app in own)


def _write_table(package: zipfile.ZipFile, model: Model) -> int:
    names = [field.attname for field in _columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    count = 0
    with package.open(f"tables/{_name(model)}.jsonl", "w", force_zip64=True) as file:
        for count, row in enumerate(rows.iterator(chunk_size=BATCH), 1):  # noqa: B007
            line = dict(zip(names, row, strict=True))
            file.write(json.dumps(line, ensure_ascii=False, default=_plain).encode() + b"\n")
    return count


def _plain(value: Any) -> Any:
    """What JSON lacks, as the columns' own to_python reads it."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    assert isinstance(value, datetime.timedelta | Decimal | uuid.UUID), type(value)
    return str(value)


def _check(about: dict[str, Any]) -> None:
    if about["migrations"] != _migrations():
        raise BadTable(
            _("The file is of another version of the product. Bring both sites to the same one.")
        )
    for model in tables():
        if model._base_manager.exists():
            sentence = _("The database is not empty: it has rows in %(table)s. Use a new one.")
            raise BadTable(sentence % {"table": _name(model)})


def _read_table(package: zipfile.ZipFile, model: Model) -> None:
    columns = {field.attname: field for field in _columns(model)}
    with package.open(f"tables/{_name(model)}.jsonl") as file:
        lines = iter(file)
        while some := list(islice(lines, BATCH)):
            rows = [
                model(**{name: columns[name].to_python(value) for name, value in told.items()})
                for told in map(json.loads, some)
            ]
            model._base_manager.bulk_create(rows)


def _go_on_counting() -> None:
    """New rows get numbers after those that came."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _stored_files() -> list[str]:
    return list(StoredFile.objects.order_by("pk").values_list("content", flat=True))


def _read_files(package: zipfile.ZipFile) -> None:
    """Each under the name that its row knows."""
    there = set(package.namelist())
    for name in _stored_files():
        if f"files/{name}" not in there:
            continue
        default_storage.delete(name)  # Of an earlier try; else it would come under another name.
        with package.open(f"files/{name}") as content:
            default_storage.save(name, File(content))
