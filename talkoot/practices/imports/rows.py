"""One row of an import: what it would make of a practice, its faults, and what was not understood.

A fault keeps the row out; a note tells what was left out or put elsewhere.
"""

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.links import link_problem
from talkoot.people.models import Organisation
from talkoot.practices.imports.columns import COLUMNS
from talkoot.practices.imports.days import read_day
from talkoot.practices.imports.markup import without_markup
from talkoot.practices.imports.register import Register
from talkoot.practices.models import LONGEST_TEXT, Practice
from talkoot.practices.rules.imports import GIST_MOST, joined, shortened
from talkoot.programmes.models import Theme

TITLE_MOST, TEXT_MOST, ID_MOST, UNIT_MOST = 300, LONGEST_TEXT, 100, 160
USUAL = {"language": "fi", "status": "in_use", "kind": "practice"}
LONG_TEXTS = ("need", "results", "who_took_part")
# Asked here after publishing.
LATER_TEXTS, LATER_MOST = ("how_measured", "resources", "conditions", "tips"), 2000
VIDEO_MOST = 200
LANGUAGES = {"fi": "fi", "fin": "fi", "suomi": "fi", "finnish": "fi", "finska": "fi"}
LANGUAGES |= {"sv": "sv", "swe": "sv", "ruotsi": "sv", "svenska": "sv", "swedish": "sv"}
LANGUAGES |= {"en": "en", "eng": "en", "englanti": "en", "english": "en", "engelska": "en"}
SLUG = re.compile(r"[a-z0-9-]{1,100}")
FIRST_YEAR = 1900
# Fields whose columns have other names.
COLUMN_OF = {"gist": "summary", "what_was_done": "text", "place": "municipality"}
COLUMN_OF |= {"published_at": "published_on"}
# Control characters, marks of direction and other letters without width; the soft hyphen stays.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Reading:
    """What a row says: the practice's own fields, and what it belongs to.

    `values` are told by the row, `usual` is what a new practice gets where it tells nothing.
    """

    line: int
    cells: Mapping[str, str]
    external_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    usual: dict[str, Any] = field(default_factory=dict)
    slug: str = ""
    organisation: int | None = None
    new_organisation: Organisation | None = None
    themes: list[Theme] | None = None
    partners: list[int] | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)


def read_row(line: int, cells: Mapping[str, str], register: Register) -> Reading:
    """The row by our column names.

    A column that is not among the cells is not told: a practice that is here keeps what it has.
    """
    row = Reading(line, cells, usual=dict(USUAL))
    old_id = _old_id(cells)
    cells = _plain_cells(row, cells)

    def cell(name: str) -> str:
        return _one_line(cells.get(name, ""))

    row.external_id = cell("external_id") or cell("slug") or old_id
    _check_needed(row, cell)
    row.values = {"title": cell("title")}
    _texts(row, cells)
    for name, (field_name, read) in READERS.items():
        if name in cells:
            row.values[field_name] = read(row, cell(name))
    if SLUG.fullmatch(cell("slug")):
        row.slug = cell("slug")
    _belongings(row, cell, cells, register)
    _later(row, cells, register)
    return row


def _plain_cells(row: Reading, cells: Mapping[str, str]) -> Mapping[str, str]:
    plain = {name: without_markup(text) for name, text in cells.items() if name != "external_id"}
    if marked := [name for name, text in plain.items() if text != cells[name]]:
        row.notes.append(_("HTML was taken out: %(columns)s.") % {"columns": ", ".join(marked)})
    return {**cells, **plain}


def _old_id(cells: Mapping[str, str]) -> str:
    """Files from before there were identifiers: the same title of the same owner is the same."""
    if "external_id" in cells or not cells.get("title"):
        return ""
    told = f"{cells['title']}\n{cells.get('organisation', '')}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _check_needed(row: Reading, cell: Callable[[str], str]) -> None:
    for name, longest in (("external_id", ID_MOST), ("title", TITLE_MOST)):
        value = row.external_id if name == "external_id" else cell(name)
        if not value:
            row.faults.append(_("column %(column)s is empty. Fill it in.") % {"column": name})
        elif len(value) > longest:
            sentence = _("column %(column)s is too long. Shorten it to %(longest)s characters.")
            row.faults.append(sentence % {"column": name, "longest": longest})


def _texts(row: Reading, cells: Mapping[str, str]) -> None:
    """The texts whole. A summary longer than a list can show goes in front of the text."""
    summary = _one_line(cells.get("summary", ""))
    text = _plain_text(cells.get("text", ""))
    if len(summary) > GIST_MOST:
        text = f"{summary}\n\n{text}".strip()
        if "text" not in cells:
            sentence = _(
                "summary: what is over %(longest)s characters goes into the text of new practices "
                "only, for the file has no text."
            )
            row.notes.append(sentence % {"longest": GIST_MOST})
    texts = {"what_was_done": text, "gist": shortened(summary or text)}
    texts |= {name: _plain_text(cells[name]) for name in LONG_TEXTS if name in cells}
    for name, value in texts.items():
        column = COLUMN_OF.get(name, name)
        _check_length(row, column, value, TEXT_MOST)
        (row.values if column in cells else row.usual)[name] = value


def _check_length(row: Reading, column: str, text: str, longest: int) -> None:
    if len(text) > longest:
        sentence = _("column %(column)s is too long. Shorten it to %(longest)s characters.")
        row.faults.append(sentence % {"column": column, "longest": longest})


def _later(row: Reading, cells: Mapping[str, str], register: Register) -> None:
    """What is asked after publishing, and with whom it was done."""
    for name in LATER_TEXTS:
        if name in cells:
            row.values[name] = _plain_text(cells[name])
            _check_length(row, name, row.values[name], LATER_MOST)
    if "video_url" in cells:
        row.values["video_url"] = _link(row, _one_line(cells["video_url"]), column="video_url")
        _check_length(row, "video_url", row.values["video_url"], VIDEO_MOST)
    if "partners" in cells:
        row.partners = _partners(row, cells["partners"], register)


def _year(row: Reading, text: str) -> int | None:
    is_year = text.isdecimal() and FIRST_YEAR <= int(text) <= timezone.localdate().year
    if text and not is_year:
        _note_unknown(row, "began_year", text)
    return int(text) if is_year else None


def _partners(row: Reading, text: str, register: Register) -> list[int]:
    """Organisations of the register, with ; | or lines between their names."""
    found: list[int] = []
    for name in filter(None, (part.strip() for part in re.split(r"[;|\n]", UNSEEN.sub("", text)))):
        pk = register.organisation(name)
        if pk is None:
            _note_unknown(row, "partners", name)
        elif pk != row.organisation:
            found.append(pk)
    return sorted(set(found))


def _one_line(text: str) -> str:
    """Spaces as one kind and no characters that nobody can see."""
    return " ".join(UNSEEN.sub("", " ".join(text.split())).split())


def _plain_text(text: str) -> str:
    """Line breaks as one kind and no characters that nobody can see."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", text).strip()


def _language(row: Reading, text: str) -> str:
    if not text:
        return "fi"
    found = LANGUAGES.get(re.split(r"[-_]", text.lower())[0])
    if not found:
        _note_unknown(row, "language", text)
    return found or "fi"


def _link(row: Reading, url: str, column: str = "source_url") -> str:
    problem = link_problem(url) if url else ""
    if problem:
        row.notes.append(f"{column}: {problem}")
    return "" if problem else url


def _moment(row: Reading, text: str) -> datetime.datetime | None:
    """Noon of the day, of the first day of a year or a month; None without a day or for one that

    is not a past day.
    """
    day = read_day(text)
    if text and (day is None or day.year < FIRST_YEAR or day > timezone.localdate()):
        _note_unknown(row, "published_on", text)
        day = None
    if day is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _choice(row: Reading, name: str, text: str, choices: Any) -> str:
    """The value by its code or its word in the language that the importer reads."""
    if not text:
        return ""
    known = {str(label).lower(): value for value, label in choices.choices}
    known |= {value: value for value in choices.values}
    found = known.get(text.lower(), "")
    if not found:
        _note_unknown(row, name, text)
    return found


def _belongings(
    row: Reading, cell: Callable[[str], str], cells: Mapping[str, str], register: Register
) -> None:
    """Organisation, municipality, service area, themes; words of no list stay as keywords."""
    words: list[str] = []
    if "municipality" in cells:
        town = register.town(name) if (name := cell("municipality")) else None
        row.values["place_id"] = town.code if town else None
        words += _unknown_words(row, "municipality", [] if town else [name])
    if "sector" in cells:
        sector = register.sector(name) if (name := cell("sector")) else None
        row.values["sector_id"] = sector.pk if sector else None
        words += _unknown_words(row, "sector", [] if sector else [name])
    if "themes" in cells:
        row.themes, unknown = register.some_themes(UNSEEN.sub("", cells["themes"]))
        words += _unknown_words(row, "themes", unknown)
    # Words of a column that the file lacks would be lost if these stood for all.
    are_whole = {"municipality", "sector", "themes"} <= set(cells)
    (row.values if are_whole else row.usual)["keywords"] = joined(words)
    if name := cell("organisation"):
        _owner(row, name, register)


def _without_unit(row: Reading, text: str, register: Register) -> str:
    """The organisation of a name that has its unit too, which fills the unit if that is empty."""
    name, unit = register.parts(text)
    if unit and not row.values.get("unit_name"):
        row.values["unit_name"] = unit[:UNIT_MOST]
    if name != text:
        sentence = _("organisation: “%(text)s” is taken as “%(name)s”.")
        row.notes.append(sentence % {"text": text[:200], "name": name})
    return name


def _unknown_words(row: Reading, column: str, words: list[str]) -> list[str]:
    words = [word for word in words if word]
    for word in words:
        _note_unknown(row, column, word)
    return words


def _owner(row: Reading, text: str, register: Register) -> None:
    row.organisation, name = register.organisation(text), text
    if row.organisation is None:
        name = _without_unit(row, text, register)
        row.organisation = register.organisation(name)
    if row.organisation is None:
        row.new_organisation = register.new_organisation(name)
        _note_unknown(row, "organisation", name)
    elif ended := register.ended.get(row.organisation):
        sentence = _("organisation: %(name)s ended on %(day)s.")
        row.notes.append(sentence % {"name": name, "day": ended})


def _note_unknown(row: Reading, column: str, value: str) -> None:
    row.unknown.append((column, value[:80]))


def unknown_sentence(column: str, value: str) -> str:
    """What has been done with a word that is not known, or with a row that lacks its owner."""
    if (column, value) == ("organisation", ""):
        return _("No organisation is told. The practice is entered as the programme office’s own.")
    done = {
        "organisation": _("It is entered as a new organisation under this name."),
        "municipality": _("It is kept as a keyword."),
        "sector": _("It is kept as a keyword."),
        "themes": _("It is kept as a keyword."),
        "published_on": _("The practice gets the day of the import."),
        "language": _("The practice is taken as Finnish."),
    }
    sentence = _("“%(value)s” is not known in column %(column)s. %(done)s")
    told = {"value": value, "column": column, "done": done.get(column, _("It is left out."))}
    return (sentence % told).strip()


def edited_sentence(fields: Iterable[str]) -> str:
    """What was edited here and so was not taken from the file."""
    columns = ", ".join(COLUMN_OF.get(name, name) for name in fields)
    sentence = _("edited here since the last import, so it stays as it is: %(columns)s.")
    return sentence % {"columns": columns}


def changed_columns(fields: Iterable[str]) -> list[str]:
    """The file's columns of what a correction changes."""
    names = [name.removesuffix("_id") for name in fields]
    return [column for name in names if (column := COLUMN_OF.get(name, name)) in COLUMNS]


def _chosen(name: str, choices: Any, otherwise: str = "") -> "Reader":
    return lambda row, text: _choice(row, name, text, choices) or otherwise


Reader = Callable[[Reading, str], Any]
# {column: (field, how its text is read)}
READERS: dict[str, tuple[str, Reader]] = {
    "language": ("language", _language),
    "source_url": ("source_url", _link),
    "published_on": ("published_at", _moment),
    "unit_name": ("unit_name", lambda _row, text: text[:UNIT_MOST]),
    "status": ("status", _chosen("status", Practice.Status, USUAL["status"])),
    "kind": ("kind", _chosen("kind", Practice.Kind, USUAL["kind"])),
    "extent": ("extent", _chosen("extent", Practice.Extent)),
    "began_year": ("began_year", _year),
}
assert set(LONG_TEXTS) <= set(COLUMNS)
