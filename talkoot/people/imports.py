"""Importing municipalities and organisations from a file: all of it or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.core.loading import load_rows
from talkoot.core.tables import Table, read_table
from talkoot.people.models import Municipality, Organisation, OrganisationKind

ORGANISATION_COLUMNS = ["name_sv", "municipality_code", "parent", "business_id"]
ORGANISATION_COLUMNS += ["valid_from", "valid_to", "source", "staff_count"]
MUNICIPALITY_COLUMNS = ["code", "name_fi", "name_sv", "region_code", "region_fi", "region_sv"]
MUNICIPALITY_COLUMNS += ["region_en", "language_status", "latitude", "longitude", "valid_from"]
MUNICIPALITY_EXTRAS = ["wellbeing_county_code", "population", "population_on", "valid_to"]
MUNICIPALITY_EXTRAS += ["merged_into"]
MOST_STAFF = 10_000_000
TEXT_MAX = {"name": 160, "name_sv": 160, "source": 60}
BUSINESS_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


@transaction.atomic
def import_organisations(path: Path) -> list[Organisation]:
    """Create or correct the organisations of a CSV file, known by their `key`; return them.

    A column that the file lacks is left as it is. Raises BadTable with every fault and writes
    nothing if the file has any.
    """
    table = read_table(path, required=["key", "name", "kind"], optional=ORGANISATION_COLUMNS)
    known = set(Organisation.objects.values_list("key", flat=True))
    codes = set(Municipality.objects.values_list("code", flat=True))
    keys = Counter(cells["key"] for cells in table.rows.values())
    records, parents = [], {}
    for line, cells in table.rows.items():
        _check_key(table, line, keys)
        _check_texts(table, line)
        record: dict[str, Any] = {name: cells[name] for name in table.columns}
        record["kind"] = table.choose(line, "kind", OrganisationKind.values)
        first, last = _validity(table, line)
        record |= {
            name: value
            for name, value in (
                ("business_id", _business_id(table, line)),
                ("staff_count", _number(table, line, "staff_count", _head_count)),
                ("valid_from", first),
                ("valid_to", last),
            )
            if name in record
        }
        code_advice = _("Use a three-digit code of Statistics Finland, such as 005.")
        code = table.choose(line, "municipality_code", codes, code_advice)
        if record.pop("municipality_code", None) is not None:
            record["municipality_id"] = code or None
        parent_advice = _("Use the key of an organisation of the register or of this file.")
        parent = table.choose(line, "parent", known | set(keys), parent_advice)
        if record.pop("parent", None) is not None:
            parents[cells["key"]] = parent
        records.append(record)
    table.check()
    return _save_organisations(records, parents)


@transaction.atomic
def import_municipalities(path: Path) -> list[Municipality]:
    """Create or correct the municipalities of a CSV file, known by their code; return them.

    The columns are those of data/municipalities.csv. Raises BadTable and writes nothing if the
    file has a fault.
    """
    table = read_table(path, required=MUNICIPALITY_COLUMNS, optional=MUNICIPALITY_EXTRAS)
    codes = Counter(cells["code"] for cells in table.rows.values())
    known = set(codes) | set(Municipality.objects.values_list("code", flat=True))
    records = []
    for line, cells in table.rows.items():
        if not re.fullmatch(r"\d{3}", cells["code"]) or codes[cells["code"]] > 1:
            table.fault(line, _("the code must have three digits and stand in the file once."))
        advice = _("Use the code of the municipality that continues.")
        record: dict[str, Any] = dict(cells)
        record["merged_into_id"] = table.choose(line, "merged_into", known, advice) or None
        del record["merged_into"]
        record["population"] = _number(table, line, "population", int)
        record["latitude"] = _number(table, line, "latitude", float)
        record["longitude"] = _number(table, line, "longitude", float)
        record["population_on"] = table.day(line, "population_on")
        record["valid_from"], record["valid_to"] = _validity(table, line)
        if record["merged_into_id"] and not record["valid_to"]:
            table.fault(line, _("a merged municipality needs its last day in column valid_to."))
        records.append(record)
    table.check()
    return list(load_rows(Municipality.objects.all(), records, by=("code",)).values())


def _save_organisations(
    records: list[dict[str, Any]], parents: dict[str, str]
) -> list[Organisation]:
    loaded = load_rows(Organisation.objects.all(), records, by=("key",))
    ids = dict(Organisation.objects.values_list("key", "pk"))
    children = [{"key": key, "parent_id": ids.get(parent)} for key, parent in parents.items()]
    load_rows(Organisation.objects.filter(key__in=parents), children, by=("key",))
    return list(loaded.values())


def _check_key(table: Table, line: int, keys: Mapping[str, int]) -> None:
    key = table.rows[line]["key"]
    if key and not re.fullmatch(r"[a-z0-9-]{1,60}", key):
        sentence = _(
            "the key “%(key)s” may have small letters a–z, digits and hyphens, 60 at most."
        )
        table.fault(line, sentence % {"key": key})
    if keys[key] > 1:
        sentence = _("the key “%(key)s” stands in the file more than once. Keep one line of it.")
        table.fault(line, sentence % {"key": key})
    if key and table.rows[line]["parent"] == key:
        table.fault(line, _("an organisation cannot be its own parent. Leave parent empty."))


def _check_texts(table: Table, line: int) -> None:
    for name, longest in TEXT_MAX.items():
        if len(table.rows[line][name]) > longest:
            sentence = _("column %(column)s is too long. Shorten it to %(longest)s characters.")
            table.fault(line, sentence % {"column": name, "longest": longest})


def _business_id(table: Table, line: int) -> str:
    """The Finnish business ID of the line, its check digit tried."""
    value = table.rows[line]["business_id"]
    if not value:
        return ""
    if match := re.fullmatch(r"(\d{7})-(\d)", value):
        rest = sum(int(d) * w for d, w in zip(match[1], BUSINESS_ID_WEIGHTS, strict=True)) % 11
        if rest != 1 and int(match[2]) == (11 - rest) % 11:
            return value
    sentence = _("“%(value)s” is not a business ID. Write it as 1234567-1 and check the digits.")
    table.fault(line, sentence % {"value": value})
    return ""


def _validity(table: Table, line: int) -> tuple[Any, Any]:
    first, last = table.day(line, "valid_from"), table.day(line, "valid_to")
    if first and last and last < first:
        table.fault(line, _("the last day of validity is before the first. Change one of them."))
    return first, last


def _head_count(text: str) -> int:
    """How many people; a negative number and one past every organisation are slips."""
    count = int(text)
    if not 0 <= count <= MOST_STAFF:
        raise ValueError(text)
    return count


def _number(table: Table, line: int, column: str, kind: Callable[[str], Any]) -> Any:
    value = table.rows[line][column].replace(",", ".")
    if not value:
        return None
    try:
        return kind(value)
    except ValueError:
        sentence = _("“%(value)s” in column %(column)s is not a number. Write digits only.")
        table.fault(line, sentence % {"value": value, "column": column})
        return None
