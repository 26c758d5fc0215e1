"""The demo's events: webinars, a workshop series, a course, visits; all invented."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.core.dates import next_office_day
from talkoot.data import read_json
from talkoot.events.actions import series as actions
from talkoot.events.actions import sessions as session_actions
from talkoot.events.models import Series, SeriesTemplate, Session
from talkoot.people.models import Municipality, User
from talkoot.programmes.models import Programme, Theme

NOON = datetime.time(12)


def load_events(programme: Programme, *, by: User) -> None:
    """Published events of the running programme, one of them cancelled, one over, one a draft."""
    templates = {row.code: row for row in SeriesTemplate.objects.filter(programme=None)}
    for row in read_json("demo/events.json"):
        template = templates[row["template"]]
        texts = (row["title"], template, row["days"], row["summary"], row["values"])
        series = _make(programme, *texts, by=by)
        session_actions.set_people(series, rows=row["people"], by=by, accepts_clash=True)
        actions.publish_series(series, by=by)
    kuopio = Municipality.objects.get(code="297")
    _place(Series.objects.get(programme=programme, kind="event"), kuopio, by=by)
    _load_groups(programme, by=by)
    _load_past(programme, templates, by=by)
    draft = _make(
        programme, "Vierailu Kainuuseen", templates["visit"], 45, "Tutustumme.", {}, by=by
    )
    _place(draft, Municipality.objects.get(code="205"), by=by)


def _make(
    programme: Programme,
    title: str,
    template: SeriesTemplate,
    days: int,
    summary: str,
    values: dict[str, Any],
    *,
    by: User,
) -> Series:
    first = next_office_day(timezone.localdate() + datetime.timedelta(days=days))
    theme = Theme.objects.filter(use="workshop", code=values.get("theme", "")).first()
    offering = programme.offerings.filter(kind=template.kind).first()
    fields = {**values, "theme": theme, "offering": offering}
    series, _moved = actions.start_series(
        programme,
        values={"title": title, "summary_fi": summary, **fields},
        template=template,
        first_day=first,
        by=by,
    )
    for session in series.sessions.exclude(mode=Session.Mode.ON_SITE):
        link = {"link": "https://kokous.demo.example/huone"}
        session_actions.save_session(session, values=link, by=by)
    return series


def _place(series: Series, municipality: Municipality, *, by: User) -> None:
    for session in series.sessions.all():
        values = {"place": f"{municipality} talo, sali 1", "municipality": municipality}
        session_actions.save_session(session, values=values, by=by)


def _load_groups(programme: Programme, *, by: User) -> None:
    """The same workshop for two groups."""
    series, _moved = actions.start_series(
        programme,
        values={
            "title": "Yhteiset pelisäännöt: sama työpaja kahdesti",
            "kind": "workshop_series",
            "summary_fi": "Kaksi samansisältöistä iltapäivää. Valitse toinen.",
            "entry": Series.Entry.PERSONS,
            "seats": 40,
        },
        by=by,
    )
    for number, name in enumerate(("Ryhmä 1", "Ryhmä 2")):
        day = next_office_day(timezone.localdate() + datetime.timedelta(days=28 + 2 * number))
        starts_at = timezone.make_aware(datetime.datetime.combine(day, NOON))
        session_actions.add_session(
            series,
            values={
                "title": name,
                "content_set": "A",
                "starts_at": starts_at,
                "ends_at": starts_at + datetime.timedelta(hours=4),
                "mode": Session.Mode.ON_SITE,
                "place": "Kuopion talo, sali 2",
                "municipality": Municipality.objects.get(code="297"),
                "seats": 20,
            },
            by=by,
        )
    actions.publish_series(series, by=by)


def _load_past(programme: Programme, templates: dict[str, SeriesTemplate], *, by: User) -> None:
    """An event that has been held, with what follows of it, and one that was cancelled."""
    held = _make(
        programme,
        "Aluetilaisuus Oulussa",
        templates["regional-event"],
        -40,
        "Alueen työyhteisöt kertoivat, mikä on muuttunut.",
        {},
        by=by,
    )
    _place(held, Municipality.objects.get(code="564"), by=by)
    held = actions.end_series(actions.publish_series(held, by=by), by=by)
    follow_up = "Neljä työyhteisöä hakee sparrausta yhdessä. Jatkotapaaminen pidetään keväällä."
    actions.save_series(held, values={"follow_up": follow_up}, by=by)
    off = _make(
        programme, "Vierailu Vaasaan", templates["visit"], 15, "Tutustumiskäynti.", {}, by=by
    )
    _place(off, Municipality.objects.get(code="905"), by=by)
    actions.publish_series(off, by=by)
    actions.cancel_series(off, reason="Isännät ovat estyneet. Uusi aika sovitaan.", by=by)
