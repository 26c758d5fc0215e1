"""Imports of practices."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.files.actions import store_bytes
from talkoot.practices.models import ImportRun
from talkoot.programmes.models import Programme
from tests.factories.people import make_user
from tests.factories.programmes import the_programme

CSV = "Tunnus;Otsikko;Kuvaus;outo\n1;Ensimmäinen;Tehtiin näin.;x\n;Ilman tunnusta;;\n"
COLUMNS = {"Tunnus": "external_id", "Otsikko": "title", "Kuvaus": "text", "outo": ""}
REPORT = {"rows": 2, "made": 1, "changed": 0, "same": 0, "kept": 0, "faulty": 1, "noted": 0}
REPORT |= {"faults": ["Rivi 3: column external_id is empty."], "notes": [], "unknown": []}


def make_upload(content: str = CSV, name: str = "teot.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def make_import(
    content: str = CSV, *, programme: Programme | None = None, **fields: Any
) -> ImportRun:
    """A file whose columns have been proposed; with a state after that, also its report."""
    state = fields.get("state", ImportRun.State.MAPPING)
    values: dict[str, Any] = {"columns": COLUMNS}
    if state in (ImportRun.State.CHECKED, ImportRun.State.DONE):
        values |= {"report": REPORT, "row_count": 2}
        values["faults"] = store_bytes("teot-talkoot.csv", b"talkoot_line\n3\n", "text/csv")
    return ImportRun.objects.create(
        programme=programme or the_programme(),
        file=store_bytes("teot.csv", content.encode(), "text/csv"),
        started_by=fields.pop("started_by", None) or make_user(),
        **{**values, **fields},
    )
