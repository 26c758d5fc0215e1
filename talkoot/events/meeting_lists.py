"""Reading a meeting tool's attendance list: Teams, Zoom and lists of the same shape.

The tools write a head of their own before the table (topic, start and end), UTF-8 or UTF-16, tabs,
commas or semicolons, English, Finnish or Swedish names of columns, and a line for each time that a
person joined. What comes out is one row for a person with the minutes in all.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable

MAX_BYTES = 1024 * 1024
MAX_PEOPLE = 3000
MAX_FAULTS = 20
NAME, ADDRESS, MINUTES, JOINED, LEFT, ACTION, AT = range(7)
COLUMNS = {
    NAME: "name|full name|name (original name)|nimi|koko nimi|nimi (alkuperäinen nimi)|namn"
    "|fullständigt namn|hela namnet|osallistuja|participant|deltagare",
    ADDRESS: "email|e-mail|user email|email address|sähköposti|sähköpostiosoite"
    "|käyttäjän sähköposti|e-post|e-postadress|participant id (upn)|osallistujan tunnus (upn)"
    "|deltagar-id (upn)",
    MINUTES: "duration|duration (minutes)|total duration (minutes)|in-meeting duration|kesto"
    "|kesto (minuuttia)|kesto kokouksessa|kesto (minuutit)|minuutit|varaktighet"
    "|varaktighet (minuter)|varaktighet i mötet|längd|längd (minuter)|minuter|minutes",
    JOINED: "join time|first join|liittymisaika|ensimmäinen liittyminen|anslutningstid"
    "|första anslutning|tid för anslutning",
    LEFT: "leave time|last leave|poistumisaika|viimeinen poistuminen|lämnade|sista utträde"
    "|tid för utträde",
    ACTION: "user action|käyttäjän toiminto|användaråtgärd",
    AT: "timestamp|aikaleima|tidsstämpel",
}
KIND_OF = {name: kind for kind, names in COLUMNS.items() for name in names.split("|")}
CLOCKS = ("%H:%M:%S", "%H:%M", "%H.%M.%S", "%H.%M", "%I:%M:%S %p", "%I:%M %p")
DAYS = ("%d.%m.%Y", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%d/%m/%Y")
JOINING = ("joined", "joined before", "liittyi", "liittynyt", "anslöt", "gick med")
GUEST = re.compile(
    r"\((guest|vieras|gäst|host|isäntä|värd|external|ulkoinen|extern)[^)]*\)", re.IGNORECASE
)


@dataclass
class Listed:
    """A person of the list: the line where they stand first, and the minutes if it tells them."""

    line: int
    name: str
    address: str = ""
    minutes: int | None = None


def read_list(content: bytes) -> list[Listed]:
    """The persons of the list in its order. Raises BadTable with a sentence for every fault."""
    lines = _lines_of(_text_of(content))
    start, columns = _table_in(lines)
    faults: list[str] = []
    people: dict[str, Listed] = {}
    joined_at: dict[str, datetime.datetime] = {}
    for line, cells in lines[start:]:
        if not any(cells):
            break  # What follows is the tool's log of joining and leaving.
        cell = {kind: cells[index] for kind, index in columns.items() if index < len(cells)}
        name = _plain_name(cell.get(NAME, ""))
        address = cell.get(ADDRESS, "").strip().lower()
        if not name and not address:
            faults.append(
                _("Line %(line)s: the name is missing. Add it or remove the line.") % {"line": line}
            )
            continue
        key = address or name.casefold()
        person = people.setdefault(key, Listed(line, name, address if "@" in address else ""))
        try:
            _add_minutes(person, cell, joined_at, key)
        except ValueError as error:
            faults.append(_("Line %(line)s: %(sentence)s") % {"line": line, "sentence": error})
    if len(people) > MAX_PEOPLE:
        faults.append(_("The list has more than %(most)s persons.") % {"most": MAX_PEOPLE})
    if not people and not faults:
        faults.append(_("The list has no persons under its heading. Export it again."))
    if faults:
        raise BadTable(*faults[:MAX_FAULTS])
    return list(people.values())


def _text_of(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise BadTable(_("The file is larger than 1 MB, so it is not an attendance list."))
    if not content.strip():
        raise BadTable(_("The file is empty. Export the attendance list again."))
    if content[:2] == b"PK":
        raise BadTable(_("This is an Excel file. Save it as “CSV UTF-8” and choose that file."))
    encodings = ["utf-8-sig", "cp1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":
        encodings = ["utf-16-le"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadTable(_("The file is not text. Choose the CSV file that the meeting tool made."))


def _lines_of(text: str) -> list[tuple[int, list[str]]]:
    """(line number, cells) of each line; the separator is that which the heading has most of."""
    rows = text.splitlines()
    heading = max(rows, key=lambda row: len(_kinds(_cells(row, _separator(row)))), default="")
    separator = _separator(heading)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num, [cell.strip() for cell in cells]) for cells in reader)
    except csv.Error as error:
        raise BadTable(
            _("Line %(line)s cannot be read as a table: a quotation mark is missing.")
            % {"line": reader.line_num}
        ) from error
    return lines


def _separator(row: str) -> str:
    return max("\t;,", key=row.count)


def _cells(row: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in row.split(separator)]


def _kinds(cells: Iterable[str]) -> dict[int, int]:
    """{what a column tells: its place}; the first of several that tell the same."""
    kinds: dict[int, int] = {}
    for index, cell in enumerate(cells):
        kind = KIND_OF.get(" ".join(cell.casefold().split()))
        if kind is not None:
            kinds.setdefault(kind, index)
    return kinds


def _table_in(lines: list[tuple[int, list[str]]]) -> tuple[int, dict[int, int]]:
    """Where the table's first row is, and its columns."""
    for number, (_line, cells) in enumerate(lines):
        kinds = _kinds(cells)
        if NAME in kinds and (len(kinds) > 1 or len([cell for cell in cells if cell]) == 1):
            return number + 1, kinds
    raise BadTable(
        _(
            "The file has no heading with the columns name and duration (or name and e-mail). "
            "Choose the attendance list that Teams or Zoom made, unchanged."
        )
    )


def _plain_name(text: str) -> str:
    """Without what the tool adds in brackets: a guest, the host, the name before a change."""
    text = GUEST.sub("", text)
    return " ".join(re.sub(r"\([^)]*\)\s*$", "", text).split())


def _add_minutes(
    person: Listed, cell: dict[int, str], joined_at: dict[str, datetime.datetime], key: str
) -> None:
    """Add the line's minutes to the person's; raises ValueError with a sentence."""
    minutes: int | None = None
    if cell.get(MINUTES):
        minutes = _minutes_of(cell[MINUTES])
    elif cell.get(JOINED) and cell.get(LEFT):
        minutes = _between(_moment_of(cell[JOINED]), _moment_of(cell[LEFT]))
    elif cell.get(AT):
        moment = _moment_of(cell[AT])
        if cell.get(ACTION, "").casefold() in JOINING:
            joined_at.setdefault(key, moment)
        elif key in joined_at:
            minutes = _between(joined_at.pop(key), moment)
    if minutes is not None:
        person.minutes = (person.minutes or 0) + minutes


def _between(start: datetime.datetime, end: datetime.datetime) -> int:
    if end < start:
        raise ValueError(_("leaving is before joining. Correct the times or remove the line."))
    return round((end - start).total_seconds() / 60)


def _minutes_of(text: str) -> int:
    """62, 1:02:03, 1h 2m 3s, 1 t 2 min, 62 min as minutes."""
    plain = " ".join(text.casefold().replace(",", ".").split())
    if match := re.fullmatch(r"(\d+)(\.\d+)?", plain):
        return round(float(match[0]))
    if match := re.fullmatch(r"(\d+):(\d\d)(?::(\d\d))?", plain):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return round(hours * 60 + minutes + seconds / 60)
    parts = re.findall(r"(\d+)\s*([htms])\w*\.?", plain)
    if parts and not re.sub(r"\d+\s*[htms]\w*\.?", "", plain).strip():
        worth = {"h": 60, "t": 60, "m": 1, "s": 1 / 60}
        return round(sum(int(number) * worth[unit] for number, unit in parts))
    raise ValueError(
        _("“%(text)s” is not a duration. Write it in minutes, for example 45.") % {"text": text}
    )


def _moment_of(text: str) -> datetime.datetime:
    plain = " ".join(text.replace(" klo ", " ").replace(", ", " ").replace(" ", " ").split())
    for day in DAYS:
        for clock in CLOCKS:
            try:
                return datetime.datetime.strptime(plain, f"{day} {clock}")  # noqa: DTZ007
            except ValueError:
                continue
    raise ValueError(
        _("“%(text)s” is not a time. Write it in the form 21.11.2029 14.30.") % {"text": text}
    )
