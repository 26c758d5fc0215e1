"""Items of a case's timeline besides its usual course: completing, waiting, challenging, a team's
work, ending.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.deadlines import promise_words
from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules.completion import waits_for_time
from talkoot.core.templatetags.ui import day, moment
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries.times import usual_time
from talkoot.decisions.rules.in_force import has_left
from talkoot.engagements.models import Engagement, Team
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session

USUAL_SECONDS = 600

State = Application.State
Item = dict[str, Any]  # What ui/timeline.html takes.
YOU, OFFICE, EXPERT = (
    gettext_lazy("You"),
    gettext_lazy("Programme office"),
    gettext_lazy("Expert"),
)


@dataclass(frozen=True)
class NextStep:
    """Whose turn it is (empty when nothing waits), what is to be done, and where."""

    who: Any
    sentence: str
    url: str = ""
    link_text: str = ""
    is_post: bool = False


def completion_items(application: Application) -> list[Item]:
    """What was asked to be completed, and what came of it."""
    items = []
    for request in application.completion_requests.all():
        items.append(
            {
                "text": _("Asked to complete the application"),
                "when": moment(request.created_at),
                "note": _("Last day %(day)s.") % {"day": day(request.due_on)},
                "is_done": True,
            }
        )
        if request.more_time_asked_at is not None:
            items.append(_more_time(request))
        items.append(_answer(application, request))
    return items


def completing(request: CompletionRequest) -> str:
    """What the applicant does of a request that waits."""
    if waits_for_time(request):
        return _(
            "You have asked for more time, and the programme office answers by e-mail. You can "
            "complete the application before that."
        )
    return _("Complete the application by %(day)s.") % {"day": day(request.due_on)}


def _more_time(request: CompletionRequest) -> Item:
    """The applicant's question for more time, and the office's answer."""
    until = {"day": day(request.more_time_until)}
    notes = {
        None: _("Until %(day)s; the programme office has not answered yet.") % until,
        True: _("More time was given."),
        False: _("More time was not given."),
    }
    return {
        "text": _("More time asked for"),
        "when": moment(request.more_time_asked_at),
        "note": notes[request.is_more_time_given],
        "is_done": request.is_more_time_given is not None or request.answered_at is not None,
    }


def _answer(application: Application, request: CompletionRequest) -> Item:
    if request.answered_at is not None:
        when = moment(request.answered_at)
        return {"text": _("Application completed"), "when": when, "is_done": True}
    if application.state == State.INCOMPLETE:
        when = _("by %(day)s") % {"day": day(request.due_on)}
        return {"text": _("Completing the application"), "when": when}
    return {"text": _("Not completed in time"), "on": request.due_on, "is_done": True}


def expected(application: Application, at: datetime.datetime) -> str:
    """When the decision is likely (Administrative Procedure Act 434/2003, section 23)."""
    if application.intake and application.intake.decides_on:
        return _("The applications of this round are decided on %(day)s.") % {
            "day": day(application.intake.decides_on)
        }
    if (hours := application.call.promised_hours) and application.submitted_at:
        sentence = f"{promise_words(hours)}."
        if application.submitted_at + datetime.timedelta(hours=hours) < at:
            sentence += " " + _("This one takes longer; the programme office tells you more.")
        return sentence
    programme = application.call.offering.programme
    # What is usual changes slowly, and everybody who waits asks.
    usual = cache.get_or_set(
        f"usual-time-{programme.pk}", lambda: usual_time(programme, at), USUAL_SECONDS
    )
    since = _ready_since(application)
    if usual is None or since is None:
        return _("The programme office tells on request when the decision is likely to come.")
    facts = {"time": usual.days, "count": usual.count}
    sentence = _(
        "Half of the decisions come within %(time)s (%(count)s decisions in the last 12 months)."
    )
    if since + usual.time < at:
        sentence += " " + _("This one takes longer; the programme office tells you more.")
    return sentence % facts


def _ready_since(application: Application) -> datetime.datetime | None:
    """When the application arrived, or was completed last."""
    answers = [row.answered_at for row in application.completion_requests.all() if row.answered_at]
    return max(answers, default=application.submitted_at)


def after_items(application: Any) -> list[Item]:
    """Corrections of the decision, and requests to change it with their outcome once it is told."""
    decision: Decision = application.decision
    corrections = [
        {
            "text": _("Decision corrected"),
            "on": row.created_at,
            "note": row.get_kind_display(),
            "url": reverse("letter", args=[row.number]),
            "link_text": _("Correction %(number)s (PDF)") % {"number": row.number},
            "is_done": True,
        }
        for row in decision.corrections.all()
    ]
    return corrections + [_request(row) for row in decision.reconsiderations.all()]


def _request(request: Reconsideration) -> Item:
    is_decided = request.state == Reconsideration.State.DECIDED and has_left(request)
    is_over = is_decided or request.state == Reconsideration.State.WITHDRAWN
    state = request.get_state_display() if is_over else Reconsideration.State.RECEIVED.label
    asker = f"{request.party}: " if request.party else ""
    return {
        "text": _("Request to change the decision"),
        "when": moment(request.received_at),
        "note": asker + str(request.get_outcome_display() if is_decided else state),
        "url": reverse("my-reconsideration", args=[request.pk]),
        "link_text": request.number,
        "is_done": is_over,
    }


def team_step(team: Team, *, is_in_team: bool) -> NextStep:
    """What an admitted team does next; only its own people have its page."""
    link = (team.get_absolute_url(), _("Open the team’s page")) if is_in_team else ("", "")
    if team.state != Team.State.ACTIVE:
        return NextStep("", _("The work of the team has ended."), *link)
    return NextStep(YOU, _("The team has been admitted. It does its work on its own page."), *link)


def team_item(team: Team, *, is_in_team: bool) -> Item:
    """The work of an admitted team; only its own people have its page."""
    item: Item = {
        "text": _("Team: %(name)s") % {"name": team.name},
        "when": team.get_state_display(),
        "is_done": team.state != Team.State.ACTIVE,
    }
    if is_in_team:
        item |= {"url": team.get_absolute_url(), "link_text": _("Open the team’s page")}
    return item


def ended_item(application: Application) -> Item | None:
    """How a case ended without a decision."""
    item: Item = {"on": application.state_changed_at, "is_done": True}
    if application.state == State.WITHDRAWN and application.is_told:  # type: ignore[attr-defined]
        return item | {"text": _("What was granted was given up")}
    if application.state == State.WITHDRAWN:
        return item | {"text": _("The application was withdrawn")}
    if application.state != State.LAPSED:
        return None
    item["text"] = _("The application lapsed")
    rows = application.completion_requests.all()
    letter = next((row.lapse_letter for row in reversed(rows) if row.lapse_letter_id), None)
    if letter is not None:
        item["url"] = reverse("letter", args=[letter.number])
        item["link_text"] = _("Letter on the lapse (PDF)")
    return item


def with_holders() -> "QuerySet[Session]":
    """Sessions with who holds each, for agreed_step."""
    return Session.objects.select_related("substitution__expert")


def agreed_step(engagement: Engagement) -> NextStep:
    """When the agreed days are, and who reports them: the expert, or who holds a day instead."""
    agreed = [row for row in engagement.series.sessions.all() if row.state == Session.State.AGREED]
    names = [holder_of(engagement, row).name for row in agreed] or [engagement.expert.name]
    sentence = _("The day is agreed: %(when)s. After it %(expert)s reports it.")
    facts = {"when": days_of(engagement), "expert": ", ".join(dict.fromkeys(names))}
    return NextStep(EXPERT, sentence % facts)


def days_of(engagement: Engagement) -> str:
    """The agreed and held days in words."""
    sessions: list[Session] = list(engagement.series.sessions.all())
    shown = [row for row in sessions if row.starts_at and row.state != Session.State.CANCELLED]
    shown.sort(key=lambda row: (row.starts_at, row.order))
    return ", ".join(moment(row.starts_at) for row in shown)


def places_of(engagement: Engagement) -> list[str]:
    """Where the sessions are held, each place once."""
    sessions = engagement.series.sessions.all()
    shown = [row.place for row in sessions if row.state != Session.State.CANCELLED]
    return [place for place in dict.fromkeys(shown) if place]
