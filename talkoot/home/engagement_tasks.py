"""One timeline of an engagement: what the applicant, the expert and the office do, and by when."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import days_words, local_time
from talkoot.core.templatetags.ui import day, moment
from talkoot.engagements.models import CaseStory, DayReport, Engagement, Output, StuckItem
from talkoot.engagements.rules.delivery import AGREE_DAYS, APPROVE_DAYS, REPORT_DAYS
from talkoot.engagements.rules.hours import days_given_back, hours_words, meter_of, report_of
from talkoot.engagements.rules.stories import story_of
from talkoot.events.models import Session
from talkoot.surveys.models import Invitation, Round

State, ReportState = Engagement.State, DayReport.State
Item = dict[str, Any]  # What ui/timeline.html takes, with the date by which it is sorted.


def tasks_of(
    engagement: Engagement, *, outputs: Iterable[Output], stuck: Iterable[StuckItem]
) -> list[Item]:
    """The tasks of all parties in the order of their dates; the first undone one is current."""
    items = [_granted(engagement), *_agreeing(engagement)]
    for session in _shown(engagement):
        items += [_session(session), *_report_items(engagement, session)]
    items += _survey_items(engagement)
    items += _given_back(engagement)
    items += [_output(row) for row in outputs]
    items += [_stuck(row) for row in stuck if row.state == StuckItem.State.OPEN]
    items += _story(engagement)
    items.sort(key=lambda item: (item["at"] is None, item["at"]))
    for item in items:
        if not item.get("is_done"):
            item["is_current"] = True
            break
    return items


def _at(on: datetime.date | datetime.datetime | None) -> datetime.datetime | None:
    """A moment to sort by; a date is its last moment."""
    if on is None or isinstance(on, datetime.datetime):
        return on
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time.max))


def _item(
    text: str,
    who: Any,
    on: datetime.date | datetime.datetime | None,
    *,
    is_done: bool,
    note: str = "",
    when: str = "",
) -> Item:
    if not when and on is not None:
        when = day(on) if is_done else _("by %(day)s") % {"day": day(on)}
    note = f"{who}. {note}" if note else str(who)
    return {"at": _at(on), "text": text, "when": when, "note": note, "is_done": is_done}


def _granted(engagement: Engagement) -> Item:
    text = _("Granted: %(hours)s") % {"hours": hours_words(engagement.hours_granted)}
    return _item(text, _("Programme office"), engagement.created_at, is_done=True)


def _agreeing(engagement: Engagement) -> list[Item]:
    """The expert plans what was granted; over when everything has a time or has ended."""
    by = timezone.localdate(engagement.created_at) + datetime.timedelta(days=AGREE_DAYS)
    if engagement.state in (State.OPEN, State.DECLINED):
        return [_item(_("Agree the sessions"), _("Expert and applicant"), by, is_done=False)]
    meter = meter_of(engagement)
    if engagement.state == State.AGREED and not meter.is_used:
        text = _("Plan the rest: %(hours)s") % {"hours": hours_words(meter.left)}
        return [_item(text, _("Expert and applicant"), None, is_done=False)]
    return []


def _given_back(engagement: Engagement) -> list[Item]:
    """The days that are free for others, when the engagement has ended with some unused."""
    days = days_given_back(engagement)
    if not days:
        return []
    is_given_up = engagement.state == State.WITHDRAWN
    who = _("Applicant") if is_given_up else _("Expert and applicant")
    text = _("Given back unused: %(days)s") % {"days": days_words(days)}
    note = _("The days are free for others in the framework agreement.")
    return [_item(text, who, engagement.state_changed_at, is_done=True, note=note)]


def _shown(engagement: Engagement) -> list[Session]:
    rows = engagement.series.sessions.all()
    return [row for row in rows if row.starts_at and row.state != Session.State.CANCELLED]


def _session(session: Session) -> Item:
    assert session.starts_at is not None
    when = moment(session.starts_at)
    if session.ends_at:
        when += f"–{local_time(session.ends_at)}"
    note = ", ".join(filter(None, [str(session.get_mode_display()), session.place]))
    is_done = session.state == Session.State.HELD
    text = _("Session %(number)s") % {"number": session.order}
    who = _("Expert and applicant")
    return _item(text, who, session.starts_at, is_done=is_done, note=note, when=when)


def _report_items(engagement: Engagement, session: Session) -> list[Item]:
    """What follows a session: the report, then its approval; an approved one folds into one."""
    assert session.starts_at is not None
    report = report_of(session)
    held = timezone.localdate(session.starts_at)
    number = {"number": session.order}
    if report is None:
        by = held + datetime.timedelta(days=REPORT_DAYS)
        return [_item(_("Report session %(number)s") % number, _("Expert"), by, is_done=False)]
    if report.state == ReportState.RETURNED:
        text = _("Correct the report of session %(number)s") % number
        by = timezone.localdate(report.state_changed_at) + datetime.timedelta(days=REPORT_DAYS)
        return [_item(text, _("Expert"), by, is_done=False, note=report.note)]
    if report.state == ReportState.SUBMITTED:
        text = _("Approve the report of session %(number)s") % number
        by = timezone.localdate(report.state_changed_at) + datetime.timedelta(days=APPROVE_DAYS)
        return [_item(text, _("Programme office"), by, is_done=False)]
    text = _("Session %(number)s reported and approved") % number
    who = _("Expert and programme office")
    return [_item(text, who, report.state_changed_at, is_done=True)]


def _survey_items(engagement: Engagement) -> list[Item]:
    """Feedback on each day that has been asked for, and the follow-up."""
    rounds: dict[int, Round] = {}
    numbers: dict[int, list[str]] = {}
    for session in _shown(engagement):
        report = report_of(session)
        survey = report and (report.feedback_round or engagement.feedback_round)
        if survey:
            rounds[survey.pk] = survey
            numbers.setdefault(survey.pk, []).append(str(session.order))
    followup = engagement.followup_round
    answered = set(
        Invitation.objects.filter(round__in=[*rounds, followup.pk], has_answered=True).values_list(
            "round", flat=True
        )
    )
    asked = [survey for survey in rounds.values() if survey.opens_on]
    items = [_survey(_feedback(numbers[survey.pk]), survey, answered) for survey in asked]
    if followup.opens_on:
        items.append(_survey(_("Survey on the effects"), followup, answered))
    elif engagement.state in (State.OPEN, State.AGREED):
        months = engagement.application.call.offering.followup_months
        when = _("about %(months)s months after the last session") % {"months": months}
        text = _("Survey on the effects")
        items.append(_item(text, _("Applicant"), None, is_done=False, when=when))
    return items


def _feedback(numbers: list[str]) -> str:
    return _("Feedback on session %(numbers)s") % {"numbers": ", ".join(numbers)}


def _survey(text: str, survey: Round, answered: Iterable[int]) -> Item:
    is_done = survey.pk in answered or survey.state == Round.State.CLOSED
    note = _("The link comes by e-mail.") if not is_done else ""
    return _item(text, _("Applicant"), survey.closes_on, is_done=is_done, note=note)


def _output(output: Output) -> Item:
    on = output.done_on or output.due_on
    return _item(output.text, output.responsible, on, is_done=output.done_on is not None)


def _story(engagement: Engagement) -> list[Item]:
    """The story of the case, when somebody waits for it to be read or it is public."""
    story = story_of(engagement)
    if story is None or story.state == CaseStory.State.DRAFT:
        return []
    if story.state == CaseStory.State.OFFERED:
        text = _("Read the story of the case")
        return [_item(text, _("Applicant"), None, is_done=False)]
    text = _("The story of the case was published")
    return [_item(text, _("Applicant"), story.published_on, is_done=True)]


def _stuck(item: StuckItem) -> Item:
    text = _("Help with what is stuck")
    return _item(text, _("Programme office"), item.created_at, is_done=False, note=item.text)
