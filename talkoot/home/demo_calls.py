"""The demo's two calls, days of sparring and a school for teams, and themes from the field."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.calls.actions import calls as actions
from talkoot.calls.actions.suggestions import add_suggestion, decide_suggestion
from talkoot.calls.call_templates import call_templates, call_values, criteria_rows
from talkoot.calls.models import Call
from talkoot.calls.queries.calls import newest_questionnaire
from talkoot.core.dates import add_months
from talkoot.core.loading import columns
from talkoot.data import read_json
from talkoot.people.models import User
from talkoot.programmes.models import Offering, Programme

# Days ago, theme, why, source and its note.
SUGGESTIONS = (
    (4, "Tekoälyn käyttö asiakastyössä", "Yhdeksän kuntaa kysyi samaa.", "event",
     "Kuntatyön päivä"),
    (12, "Etäjohtaminen hajautetussa tiimissä", "Kysyttiin joka kolmannessa vastauksessa.",
     "survey", "Vaikuttavuuskysely, avoimet vastaukset"),
    (60, "Ilmiöt, joita yksikään organisaatio ei ratkaise yksin", "Neljä virastoa etsii kumppania.",
     "contact", "Verkoston tapaaminen"),
    (75, "Kokoustekniikka", "Yksi toive.", "presentation", ""),
)  # fmt: skip


def load_calls(sparring: Offering, *, by: User) -> Call:
    """Both calls of the programme; returns the one for sparring, to which the cases belong."""
    _load_team_call(sparring.programme.offerings.get(kind="school"), by=by)
    row = read_json("demo/call.json")
    values = {
        **columns({name: row[name] for name in ("title", "text")}),
        "slug": "sparraus",
        "opens_at": timezone.now() - datetime.timedelta(days=200),
        "closes_at": _closing_time(),
        "questionnaire": newest_questionnaire("sparring-application"),
        "days_quota": row["days_quota"],
        "links": row["links"],
    }
    call = actions.create_call(sparring, values=values, criteria=criteria_rows(row), by=by)
    actions.set_quotas(call, rows=row["quotas"], by=by)
    load_suggestions(sparring.programme, by=by)
    return _published(call, by=by)


def load_suggestions(programme: Programme, *, by: User) -> None:
    """Two that wait, one that became the school for teams, and one set aside."""
    rows = [
        add_suggestion(
            programme,
            title=title,
            grounds=grounds,
            source=source,
            source_note=note,
            heard_on=timezone.localdate() - datetime.timedelta(days=days),
            by=by,
        )
        for days, title, grounds, source, note in SUGGESTIONS
    ]
    reason = "Kysyntää on usealla alalla, eikä muu palvelu vastaa siihen."
    school = Call.objects.get(slug="ilmiokoulu")
    decide_suggestion(rows[2], is_launched=True, reason=reason, call=school, by=by)
    reason = "Kuntien oma koulutus kattaa tämän."
    decide_suggestion(rows[3], is_launched=False, reason=reason, by=by)


def _load_team_call(school: Offering, *, by: User) -> None:
    """From its template, open already and for six weeks more; the management signs off."""
    template = call_templates()["team"]
    last_day = timezone.localdate() + datetime.timedelta(days=42)
    values: dict[str, Any] = {
        **call_values(template, today=timezone.localdate()),
        "slug": "ilmiokoulu",
        "opens_at": timezone.now() - datetime.timedelta(days=10),
        "closes_at": timezone.make_aware(datetime.datetime.combine(last_day, datetime.time(16))),
        "asks_sign_off": True,
        "questionnaire": newest_questionnaire(template["questionnaire"]),
    }
    _published(
        actions.create_call(school, values=values, criteria=criteria_rows(template), by=by), by=by
    )


def _published(call: Call, *, by: User) -> Call:
    """As if it had been published when it opened."""
    call = actions.publish_call(call, by=by)
    call.versions.update(created_at=call.opens_at)
    Call.objects.filter(pk=call.pk).update(published_at=call.opens_at)
    return call


def _closing_time() -> datetime.datetime:
    """About five months ahead, at 16.15 in Helsinki."""
    day = add_months(timezone.localdate(), 5)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(16, 15)))
