"""What the pages of a series show: rows, tags, words."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import closed_day_name, local_date, local_moment, local_time
from talkoot.events.calendars import title_of
from talkoot.events.models import (
    Series,
    SeriesPerson,
    SeriesTemplate,
    Session,
    SessionKind,
    TemplatePart,
)
from talkoot.events.queries.sessions import at_the_same_time
from talkoot.events.rules import series as rules
from talkoot.events.rules.sessions import has_link

State = Series.State
OVERLAPS_SHOWN = 5
TAGS = {State.DRAFT: "wait", State.PUBLISHED: "ok", State.ENDED: "info", State.CANCELLED: "err"}
SESSION_TAGS = {
    Session.State.PLANNED: "wait",
    Session.State.AGREED: "ok",
    Session.State.HELD: "info",
    Session.State.CANCELLED: "err",
}


def state_tag(series: Series) -> tuple[str, str]:
    """The series' state in a word and the kind of its tag."""
    return series.get_state_display(), TAGS[State(series.state)]


def in_time(sessions: Iterable[Session]) -> list[Session]:
    """By their times; those without one last, in their own order."""
    return sorted(sessions, key=lambda row: (row.starts_at is None, row.starts_at or 0, row.order))


def when(session: Session) -> str:
    """Monday 3 December 2026, 9:00–12:00, in the active language; "" without a time."""
    if session.starts_at is None or session.ends_at is None:
        return ""
    first, last = (timezone.localtime(row) for row in (session.starts_at, session.ends_at))
    day = formats.date_format(first, "D")
    end = local_time(last) if first.date() == last.date() else local_moment(last)
    return f"{day} {local_moment(first)}–{end}"


def where(session: Session) -> str:
    """The place, or that it is remote, in words."""
    words = [session.place]
    if session.municipality and session.municipality.name not in session.place:
        words.append(session.municipality.name)
    if session.mode != Session.Mode.ON_SITE or not session.place:
        words.append(str(session.get_mode_display()) if session.mode else "")
    return ", ".join(filter(None, words))


def hours_text(hours: Any) -> str:
    """Hours as the language writes them, without needless decimals."""
    if hours is None:
        return ""
    number = formats.number_format(hours.normalize() if hours % 1 else int(hours))
    return _("%(hours)s h") % {"hours": number}


def session_rows(
    series: Series, sessions: Iterable[Session], *, is_inside: bool = False
) -> list[dict[str, Any]]:
    """The programme of the series: time, title, place, people; the link for those inside."""
    people: dict[int | None, list[Any]] = {}
    for row in series.people.all():
        people.setdefault(row.session_id, []).append(row)
    return [
        {
            "session": row,
            "when": when(row),
            "where": where(row),
            "people": people.get(row.pk, []),
            "link": row.link if is_inside and has_link(row) else "",
            "is_cancelled": row.state == Session.State.CANCELLED,
            "tag": row.get_state_display(),
            "kind": SESSION_TAGS[Session.State(row.state)],
        }
        for row in in_time(sessions)
    ]


def office_context(series: Series, *, taken: int) -> dict[str, Any]:
    """The office's page of a series."""
    sessions = list(series.sessions.all())
    hours = rules.hours(series, sessions)
    state, kind = state_tag(series)
    is_open = series.state in (State.DRAFT, State.PUBLISHED)
    return {
        "series": series,
        "state": state,
        "state_kind": kind,
        "is_open": is_open,
        "is_draft": series.state == State.DRAFT,
        "gaps": rules.publishing_gaps(series, sessions) if series.state == State.DRAFT else [],
        "warnings": [
            *warnings_of(sessions),
            *overlap_words(at_the_same_time(series, timezone.now()), "office-series"),
            *missing_people(series),
        ]
        if is_open
        else [],
        "rows": setup_rows(series, taken=taken, is_open=is_open),
        "sessions": session_rows(series, sessions, is_inside=True),
        "hours": [
            (label, hours_text(value))
            for label, value in (
                (_("Promised"), hours.granted),
                (_("Held"), hours.delivered),
                (_("Agreed for later"), hours.ahead),
                (_("Left"), hours.left),
            )
            if value is not None
        ],
        "hours_over": hours_text(-hours.left) if hours.left is not None and hours.left < 0 else "",
        "tasks": list(series.tasks.all()),
        "whole_people": [row for row in series.people.all() if row.session_id is None],
    }


def warnings_of(sessions: Iterable[Session]) -> list[str]:
    """What the office should look at: sessions on closed days, and guidance of nobody in
    particular.
    """
    found = []
    for row in in_time(sessions):
        is_ahead = row.state in (Session.State.PLANNED, Session.State.AGREED)
        is_bound = row.kind != SessionKind.GUIDANCE or row.organisation_id is not None
        if is_ahead and not is_bound and row.series.slug:
            found.append(
                _(
                    "“%(session)s” is guidance of one organisation, but everybody comes to it. "
                    "Choose the organisation when somebody has registered from it."
                )
                % {"session": row}
            )
        if row.state != Session.State.AGREED or row.starts_at is None:
            continue
        day = timezone.localtime(row.starts_at).date()
        name = closed_day_name(day)
        if name:
            found.append(
                _("“%(session)s” is on %(day)s: %(name)s.")
                % {"session": row, "day": local_date(day), "name": name}
            )
    return found


def overlap_words(pairs: Iterable[tuple[Session, Session]], route: str) -> list[SafeString]:
    """Sessions that are at the same time as others, the others with a link to their `route`."""
    return [
        format_html(
            _("“{own}” is at the same time as “{other}” ({when})."),
            own=title_of(own, own.series),
            other=format_html(
                '<a href="{}">{}</a>',
                reverse(route, args=[other.series.slug]),
                title_of(other, other.series),
            )
            if other.series.slug
            else title_of(other, other.series),
            when=when(other),
        )
        for own, other in list(pairs)[:OVERLAPS_SHOWN]
    ]


def missing_people(series: Series) -> list[str]:
    """The tasks for which the template of the series had more people, as a sentence."""
    had = series.template.terms.get("people", {}) if series.template else {}
    now = Counter(row.task for row in series.people.all())
    short = [
        f"{SeriesPerson.Task(task).label} {count - now[task]}"
        for task, count in had.items()
        if count > now[task]
    ]
    if not short:
        return []
    return [
        _("The template had more people than the series: %(tasks)s.") % {"tasks": ", ".join(short)}
    ]


def template_rows(template: SeriesTemplate) -> list[dict[str, Any]]:
    """What a template holds, as ui/summary_list takes it."""
    terms, parts = template.terms.get("series", {}), list(template.parts.all())
    people = template.terms.get("people", {})

    def listed(kind: str) -> str:
        return "\n".join(part_words(part) for part in parts if part.kind == kind)

    hours = terms.get("hours_granted")
    rows = (
        (_("Kind"), str(template.get_kind_display()).capitalize()),
        (_("Seats"), template.seats),
        (_("Hours that were promised"), hours_text(Decimal(hours)) if hours else ""),
        (_("Sessions"), listed(TemplatePart.Kind.SESSION)),
        (_("Learning tasks"), listed(TemplatePart.Kind.TASK)),
        (_("Materials"), listed(TemplatePart.Kind.MATERIAL)),
        (
            _("People"),
            ", ".join(f"{SeriesPerson.Task(key).label} {n}" for key, n in people.items()),
        ),
        (_("Seat quotas"), len(template.terms.get("quotas", []))),
    )
    return [{"key": key, "value": value} for key, value in rows if value]


def part_words(part: TemplatePart) -> str:
    """A part of a template in one line: how many days from the first day, and its title."""
    if part.starts_at is None:
        return part.title
    words = {"days": f"{part.offset_days:+}" if part.offset_days else "0", "title": part.title}
    return _("day %(days)s: %(title)s") % words


def setup_rows(series: Series, *, taken: int, is_open: bool) -> list[dict[str, Any]]:
    """The parts of the series as ui/summary_list takes them, with the way to change each."""

    def row(key: str, value: Any, part: str) -> dict[str, Any]:
        change = is_open or part == "after"
        url = reverse(f"office-series-{part}", args=[series.slug]) if change else ""
        return {"key": key, "value": value or "–", "action": _("Change"), "action_url": url}

    return [
        row(_("Description"), series.summary, "texts"),
        row(_("Kind"), series.get_kind_display(), "texts"),
        row(_("For whom"), series.audience or series.organisation, "texts"),
        row(_("Registration"), registration_words(series), "terms"),
        row(_("Seats"), seats_words(series, taken), "terms"),
        row(_("People"), ", ".join(person.name for person in series.people.all()), "people"),
        row(_("What follows"), series.follow_up, "after"),
    ]


def registration_words(series: Series) -> str:
    """How and when one registers."""
    words = [str(series.get_entry_display())]
    if series.entry != Series.Entry.NONE:
        for label, moment in (
            (_("opens %(when)s"), series.registration_opens_at),
            (_("closes %(when)s"), series.registration_closes_at),
        ):
            if moment:
                words.append(label % {"when": local_moment(moment)})
    return ", ".join(words)


def seats_words(series: Series, taken: int) -> str:
    """How many seats there are and how many are taken."""
    if series.seats is None:
        return ngettext("%(taken)s registered", "%(taken)s registered", taken) % {"taken": taken}
    return _("%(taken)s of %(seats)s taken") % {"taken": taken, "seats": series.seats}
