"""Reading practices from a file: JSON Lines or CSV, one practice a line, checked before writing.

Columns: title, gist, organisation (key), sector (code), need, what_was_done and programme (slug)
are needed; themes (codes), unit_name, who_took_part, results, status, language, published_on
(2029-11-21), slug and is_demo may be left out. The file's sender vouches for the permission to
publish.
"""

import csv
import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.people.models import Organisation
from talkoot.practices.actions import import_practices, new_slug
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme, Sector, Theme, ThemeUse

NEEDED = ("title", "gist", "organisation", "sector", "need", "what_was_done", "programme")
TEXTS = ("unit_name", "who_took_part", "results", "status", "language", "slug")
ALLOWED = {*NEEDED, *TEXTS, "themes", "published_on", "is_demo"}
MOST_PROBLEMS = 20


class BrokenFile(Exception):
    """The file cannot be imported; `problems` are sentences with line numbers."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Known:
    """What a line may refer to, by key."""

    organisations: dict[str, Organisation]
    sectors: dict[str, Sector]
    themes: dict[str, Theme]
    programmes: dict[str, Programme]
    slugs: set[str]


def import_file(path: Path) -> int:
    """Import the file's practices as published; raises BrokenFile and writes nothing if a line is

    broken. Returns how many came in.
    """
    return import_practices(read_practices(path), by=None)


def read_practices(path: Path) -> list[tuple[Practice, list[Theme]]]:
    """Unsaved practices with their themes; raises BrokenFile with every problem found (up to 20)."""
    known = Known(
        organisations={row.key: row for row in Organisation.objects.select_related("municipality")},
        sectors={row.code: row for row in Sector.objects.all()},
        themes={row.code: row for row in Theme.objects.filter(use=ThemeUse.PRACTICE)},
        programmes={row.slug: row for row in Programme.objects.all()},
        slugs=set(Practice.objects.values_list("slug", flat=True)),
    )
    practices: list[tuple[Practice, list[Theme]]] = []
    problems: list[str] = []
    for number, row in _lines(path):
        try:
            practices.append(_practice(row, known))
        except ValidationError as error:
            problems += [
                _("Line %(number)s: %(problem)s") % {"number": number, "problem": sentence}
                for sentence in error.messages
            ]
        if len(problems) >= MOST_PROBLEMS:
            break
    if not practices and not problems:
        problems = [_("The file holds no practices.")]
    if problems:
        raise BrokenFile(problems[:MOST_PROBLEMS])
    return practices


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(line number, row); a line that cannot be read at all ends the reading."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix.lower() == ".csv":
                reader = csv.DictReader(file, strict=True)
                for row in reader:
                    number = reader.line_num
                    yield number, row
                return
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise BrokenFile([_("The file cannot be opened: %(path)s") % {"path": path}]) from error
    except UnicodeDecodeError as error:
        raise BrokenFile([_("The file is not UTF-8 text. Save it as UTF-8.")]) from error
    except (json.JSONDecodeError, csv.Error) as error:
        raise BrokenFile(
            [
                _("Line %(number)s: the line cannot be read (%(problem)s).")
                % {"number": number + 1 if isinstance(error, csv.Error) else number,
                   "problem": error}
            ]
        ) from error


def _practice(row: Mapping[str, Any], known: Known) -> tuple[Practice, list[Theme]]:
    """One line as a practice that is not saved yet."""
    if not isinstance(row, Mapping):
        raise ValidationError(_("the line is not an object with columns."))
    _check_columns(row)
    slug = str(row.get("slug") or new_slug(row["title"]))
    if slug in known.slugs:
        raise ValidationError(_("the slug “%(slug)s” is in use already.") % {"slug": slug})
    programme = _one(known.programmes, "programme", row["programme"])
    practice = Practice(
        **{name: str(row[name]) for name in TEXTS if name != "slug" and row.get(name)},
        slug=slug,
        title=row["title"],
        gist=row["gist"],
        need=row["need"],
        what_was_done=row["what_was_done"],
        programme=programme,
        organisation=_one(known.organisations, "organisation", row["organisation"]),
        sector=_one(known.sectors, "sector", row["sector"]),
        state=Practice.State.PUBLISHED,
        may_publish=True,
        published_at=_moment(row.get("published_on")),
        is_demo=programme.is_demo or str(row.get("is_demo", "")).lower() in ("true", "1"),
    )
    themes = row.get("themes") or []
    codes = themes.split() if isinstance(themes, str) else themes
    chosen = [_one(known.themes, "themes", code) for code in dict.fromkeys(codes)]
    try:
        practice.clean_fields(exclude=["programme", "organisation", "sector", "engagement", "author"])
    except ValidationError as error:
        raise ValidationError(
            [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
        ) from error
    known.slugs.add(slug)
    return practice, chosen


def _check_columns(row: Mapping[str, Any]) -> None:
    unknown = sorted(str(name) for name in set(row) - ALLOWED)
    if unknown:
        raise ValidationError(
            _("there is no column %(names)s.") % {"names": ", ".join(unknown)}
        )
    empty = [name for name in NEEDED if not isinstance(row.get(name), str) or not row[name].strip()]
    if empty:
        raise ValidationError(_("fill in %(names)s.") % {"names": ", ".join(empty)})


def _one(rows: Mapping[str, Any], column: str, key: Any) -> Any:
    if key not in rows:
        raise ValidationError(
            _("%(column)s “%(key)s” is not known.") % {"column": column, "key": key}
        )
    return rows[key]


def _moment(text: Any) -> datetime.datetime:
    """Noon of the day, or now without one."""
    if not text:
        return timezone.now()
    try:
        day = datetime.date.fromisoformat(str(text))
    except ValueError as error:
        raise ValidationError(
            _("published_on “%(text)s” is not a date such as 2029-11-21.") % {"text": text}
        ) from error
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
