"""The registers of communications as files: read row by row by the forms of their pages.

The columns are the fields of the form but for pictures. A row that stands in the register as such
is left alone, so the same file brings nothing twice.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable, read_table
from talkoot.events.models import Series
from talkoot.outreach.actions import code_stem, save_entry
from talkoot.outreach.forms import FORMS
from talkoot.outreach.queries import entries_of
from talkoot.practices.models import Practice
from talkoot.programmes.models import Offering, Programme

REGISTERS = {
    "awards": "award",
    "campaign-practices": "attribution",
    "campaigns": "campaign",
    "channel-counts": "count",
    "media-hits": "hit",
    "network-members": "member",
    "network-roles": "role",
    "networks": "network",
    "newsletter-issues": "issue",
    "podcast-episodes": "episode",
    "presentations": "presentation",
    "publications": "publication",
    "stories": "story",
}
YES = frozenset({"1", "true", "yes", "kyllä", "ja"})
NO = frozenset({"0", "false", "no", "ei", "nej"})
Cells = dict[str, str]


@transaction.atomic
def import_register(kind: str, path: Path, *, programme: Programme) -> list[models.Model]:
    """Add the rows of the file that the register lacks; returns them.

    Raises BadTable with every fault and writes nothing if the file has any.
    """
    code = REGISTERS[kind]
    fields = _fields(FORMS[code](register=code, programme=programme))
    required = [name for name, field in fields.items() if field.required]
    table = read_table(path, required=required, optional=[*(fields.keys() - {*required})])
    options = {name: _options(field) for name, field in fields.items()}
    held = Counter(tuple(row.values()) for row in register_rows(kind, programme))
    made = []
    for line, cells in table.rows.items():
        data = {name: _entered(options[name], cells[name]) for name in fields}
        if code == "presentation" and not data["code"]:  # The one code of a form, made in saving.
            data["code"] = code_stem(code, data["title"])
        form = FORMS[code](data, register=code, programme=programme)
        same = tuple(_settled(form, name, cells[name], options[name]) for name in fields)
        if held[same] > 0:
            held[same] -= 1
            continue
        for name, known in options.items():
            if known and cells[name] and cells[name].lower() not in known:
                table.choose(line, name, known)
        for name, sentences in form.errors.items():
            for sentence in sentences:
                table.fault(line, f"{name}: {sentence}")
        if not table.faults:
            made.append(save_entry(code, programme, form.cleaned_data, by=None))
    table.check()
    return made


def register_rows(kind: str, programme: Programme | None) -> Iterator[Cells]:
    """The register's rows as the import reads them, the oldest first."""
    if programme is None:
        raise BadTable(_("Tell the programme whose register it is."))
    code = REGISTERS[kind]
    for row in reversed(entries_of(programme, code)):
        form = FORMS[code](register=code, programme=programme, row=row)
        yield {name: _cell(form.initial.get(name)) for name in _fields(form)}


def _fields(form: forms.Form) -> dict[str, forms.Field]:
    """Those that a file has: all but the picture and what is told of it."""
    is_of_picture = ("upload", "picture_", "removes_picture")
    return {name: row for name, row in form.fields.items() if not name.startswith(is_of_picture)}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return _name_of(value)
    if isinstance(value, list):
        return ", ".join(place.name_fi for place in value)  # Of a story's municipalities.
    return "" if value is None else str(value)


def _name_of(row: models.Model) -> str:
    """By which a row is known in a file: what other sites have too, whatever the language."""
    slug = row.slug if isinstance(row, Practice | Offering | Series) else ""
    return slug or str(row)


def _settled(form: forms.Form, name: str, cell: str, options: dict[str, Any]) -> str:
    """The cell as register_rows writes it, however the file has it: a date, a choice, a link."""
    if options and cell.lower() not in options:
        return cell  # No choice, or one no longer.
    if form.is_valid():
        return _cell(form.cleaned_data[name])
    with suppress(ValidationError):
        return _cell(form.fields[name].clean(form.data[name]))
    return cell


def _options(field: Any) -> dict[str, Any]:
    """{what a cell may say: the value of the form} of a field with choices."""
    if isinstance(field, forms.ModelChoiceField):
        rows = list(field.queryset or ())
        return {str(row).lower(): row.pk for row in rows} | {
            _name_of(row).lower(): row.pk for row in rows
        }
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        by_word = {str(label).lower(): value for value, label in choices}
        return by_word | {str(value).lower(): value for value, _label in choices}
    if isinstance(field, forms.BooleanField):
        return dict.fromkeys(YES, "on") | dict.fromkeys(NO, "")
    return {}


def _entered(options: dict[str, Any], cell: str) -> str:
    """The cell as the page would send it; nothing for a word that is none of the options."""
    return str(options.get(cell.lower(), "")) if options else cell
