"""Events held before this site: a line for each session, with how many were present.

A series is known by its title in the programme, a session by its day and title. A series that was
written here is left alone.
"""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.tables import BadTable, Table, read_table
from talkoot.events.models import Attendance, Mode, Series, Session
from talkoot.events.queries.attendance import attendance_counts
from talkoot.events.queries.series import public_series
from talkoot.events.rules.attendance import COUNT_MOST
from talkoot.people.models import ParticipantRole
from talkoot.practices.imports.register import Register
from talkoot.programmes.models import OfferingKind, Programme, Theme, ThemeUse

SOURCE = "import"
ROLES = ParticipantRole.values
REQUIRED = ["series", "date"]
OPTIONAL = ["kind", "service", "theme", "organisation", "session", "starts", "ends", "mode"]
OPTIONAL += ["municipality", "place", *ROLES]
NOON = datetime.time(12)
LONGEST = {"series": 200, "session": 200, "place": 200}
CHUNK = 500


@dataclass
class Told:
    """What a line says of its series, of its session, and of who were present."""

    title: str
    of_series: dict[str, Any] = field(default_factory=dict)
    of_session: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


class Reader:
    """The words of the lines as rows of the register; read once."""

    def __init__(self, programme: Programme) -> None:
        self.register = Register()
        self.services = dict(programme.offerings.values_list("slug", "pk"))
        themes = Theme.objects.filter(use=ThemeUse.WORKSHOP)
        self.themes = dict(themes.values_list("code", "pk"))

    def told(self, table: Table, line: int) -> Told:
        cells = table.rows[line]
        for name, longest in LONGEST.items():
            if len(cells[name]) > longest:
                sentence = _("column %(column)s is too long. Shorten it to %(longest)s characters.")
                table.fault(line, sentence % {"column": name, "longest": longest})
        told = Told(cells["series"])
        told.of_series = {
            "kind": table.choose(line, "kind", OfferingKind.values) or OfferingKind.EVENT,
            "offering_id": self.services.get(table.choose(line, "service", self.services)),
            "theme_id": self.themes.get(table.choose(line, "theme", self.themes)),
            "organisation_id": self._organisation(table, line),
        }
        told.of_session = {
            "title": cells["session"],
            "mode": table.choose(line, "mode", Mode.values),
            "municipality_id": self._town(table, line),
            "place": cells["place"],
            **_times(table, line),
        }
        told.counts = {role: count for role in ROLES if (count := _count(table, line, role))}
        return told

    def _organisation(self, table: Table, line: int) -> int | None:
        name = table.rows[line]["organisation"]
        found = self.register.organisation(name) if name else None
        if name and found is None:
            sentence = _("“%(name)s” is not in the register. Check the name.")
            table.fault(line, sentence % {"name": name})
        return found

    def _town(self, table: Table, line: int) -> str | None:
        name = table.rows[line]["municipality"]
        found = self.register.town(name) if name else None
        if name and found is None:
            sentence = _("“%(name)s” is not in the register. Check the name.")
            table.fault(line, sentence % {"name": name})
        return found.pk if found else None


@transaction.atomic
def import_events(path: Path, *, programme: Programme) -> list[Session]:
    """Keep the sessions of the file as held ones; returns those that were made or corrected.

    Raises BadTable with every fault and writes nothing if the file has any.
    """
    table, reader = read_table(path, required=REQUIRED, optional=OPTIONAL), Reader(programme)
    lines = [reader.told(table, line) for line in table.rows]
    table.check()
    by_title: dict[str, list[Told]] = {}
    for told in lines:
        by_title.setdefault(told.title, []).append(told)
    return [row for title, each in by_title.items() for row in _save(programme, title, each)]


def event_rows(programme: Programme | None) -> Iterator[dict[str, Any]]:
    """The held sessions of series that have a page, as the import reads them."""
    if programme is None:
        raise BadTable(_("Tell the programme whose register it is."))
    held = Session.objects.filter(
        series__in=public_series().filter(programme=programme),
        state=Session.State.HELD,
        starts_at__isnull=False,
        organisation=None,
    )
    rows = held.select_related(
        "series__offering", "series__theme", "series__organisation", "municipality"
    )
    sessions = list(rows.order_by("series", "order"))
    counts = attendance_counts(sessions)
    for row in sessions:
        series, present = row.series, counts.get(row.pk, {})
        yield {
            "series": series.title,
            "date": timezone.localdate(row.starts_at).isoformat(),
            "kind": series.kind,
            "service": series.offering.slug if series.offering else "",
            "theme": series.theme.code if series.theme else "",
            "organisation": series.organisation.key if series.organisation else "",
            "session": row.title,
            "starts": _clock(row.starts_at),
            "ends": _clock(row.ends_at),
            "mode": row.mode,
            "municipality": row.municipality_id or "",
            "place": row.place,
        } | {role: present.get(role, "") for role in ROLES}


def _clock(moment: datetime.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def _times(table: Table, line: int) -> dict[str, datetime.datetime | None]:
    """When the session began and ended; noon where the source tells only the day."""
    day, clocks = table.day(line, "date"), {}
    for name in ("starts", "ends"):
        text = table.rows[line][name]
        match = re.fullmatch(r"(\d\d?)[:.](\d\d)(?::00)?", text)
        if text and not (match and int(match[1]) < 24 and int(match[2]) < 60):
            sentence = _("“%(value)s” in column %(column)s is not a time. Write it as 16:15.")
            table.fault(line, sentence % {"value": text, "column": name})
        elif match:
            clocks[name] = datetime.time(int(match[1]), int(match[2]))
    if day is None:
        return {}
    if day > timezone.localdate():
        table.fault(line, _("the day is to come. Coming events are added on their own pages."))
    first = _moment(day, clocks.get("starts", NOON))
    last = _moment(day, clocks["ends"]) if "ends" in clocks else None
    if last and last <= first:
        table.fault(line, _("it cannot end before it begins."))
    return {"starts_at": first, "ends_at": last}


def _moment(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock))


def _count(table: Table, line: int, role: str) -> int:
    text = table.rows[line][role]
    if not text:
        return 0
    if text.isdecimal() and int(text) <= COUNT_MOST:
        return int(text)
    sentence = _("“%(value)s” in column %(column)s is not a number from 0 to %(most)s.")
    table.fault(line, sentence % {"value": text, "column": role, "most": COUNT_MOST})
    return 0


def _save(programme: Programme, title: str, lines: list[Told]) -> list[Session]:
    mark = hashlib.sha256(f"{programme.slug}\n{title}".encode()).hexdigest()[:8]
    same = {"programme": programme, "title": title}
    series = Series.objects.select_for_update().filter(**same).order_by("pk").first()
    if series is not None and series.source != SOURCE:
        return []
    if series is None:
        slug = f"{slugify(title)[:60].strip('-')}-{mark}".strip("-")
        state = Series.State.ENDED
        series = Series(**same, slug=slug, state=state, source=SOURCE, is_demo=programme.is_demo)
    told = lines[0].of_series
    if series.pk is None or any(getattr(series, name) != it for name, it in told.items()):
        before = {"kind": series.kind} if series.pk else {}
        for name, value in told.items():
            setattr(series, name, value)
        series.save()
        after = {"kind": series.kind}
        record("events.series.imported", series, by=None, before=before, after=after)
    known = list(series.sessions.order_by("order"))
    saved = []
    for line in lines:
        row = next((row for row in known if _is_same(row, line)), None)
        if row is not None:
            known.remove(row)  # Two of one name and day are two.
        if found := _save_session(series, row, line):
            saved.append(found)
    # The end of a session may not be known, its day is.
    moments = series.sessions.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    series.starts_on, series.ends_on = (timezone.localdate(day) for day in moments.values())
    series.save(update_fields=["starts_on", "ends_on"])
    return saved


def _is_same(row: Session, told: Told) -> bool:
    days = {timezone.localdate(moment) for moment in (row.starts_at, told.of_session["starts_at"])}
    return row.starts_at is not None and len(days) == 1 and row.title == told.of_session["title"]


def _save_session(series: Series, row: Session | None, told: Told) -> Session | None:
    """The session if it was made or corrected, else None."""
    found: dict[str, int] = {}
    if row is not None:
        found = dict(row.attendances.values_list("role", "count"))
    else:
        last = series.sessions.aggregate(last=Max("order"))["last"] or 0
        row = Session(series=series, order=last + 1, is_demo=series.is_demo)
    wanted = {**told.of_session, "state": Session.State.HELD}
    if found == told.counts and all(getattr(row, name) == it for name, it in wanted.items()):
        return None
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    row.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(session=row, role=role, count=count) for role, count in told.counts.items()
    )
    record("events.session.imported", row, by=None, before=found, after=told.counts)
    return row
