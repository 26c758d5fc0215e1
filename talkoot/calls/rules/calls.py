"""When a call takes applications, who sees it, and what an applicant can see of it beforehand."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from talkoot.calls.models import Call, Criterion, Intake, LatePolicy
from talkoot.calls.rules.check_gaps import check_gaps
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Questionnaire

LANGUAGES = ("fi", "sv", "en")
TEXT_LENGTH = 12_000


def can_edit_call(user: Any, call: Call) -> bool:
    """The office of the programme."""
    return is_officer(user, call.offering.programme.office_id)


def can_read_call(user: Any, call: Call) -> bool:
    """Everybody once it has been published; a draft is its office's own."""
    return call.published_at is not None or can_edit_call(user, call)


def last_moment(call: Call) -> datetime.datetime | None:
    """Until when an arrival is in time: the closing moment and its grace; None without an end."""
    if call.closes_at is None:
        return None
    return call.closes_at + datetime.timedelta(minutes=call.grace_minutes)


def is_late(call: Call, at: datetime.datetime) -> bool:
    """After the closing moment and its grace."""
    last = last_moment(call)
    return last is not None and at > last


def is_open(call: Call, at: datetime.datetime) -> bool:
    """New applications can be begun: published, opened, and not late yet."""
    return call.published_at is not None and call.opens_at <= at and not is_late(call, at)


def takes_arrivals(call: Call, at: datetime.datetime) -> bool:
    """A draft can be sent: the call is open, or takes late ones, till its programme ends."""
    if is_open(call, at):
        return True
    if call.late_policy != LatePolicy.MARKED or not is_late(call, at):
        return False
    return call.offering.programme.state != Programme.State.ENDED


def check_open(call: Call, at: datetime.datetime) -> None:
    """Refuse to begin an application before the call opens and after it has closed."""
    if is_open(call, at):
        return
    if call.published_at is None or at < call.opens_at:
        raise NotAllowed(_("This call has not opened yet. Come back when it opens."))
    raise NotAllowed(
        _(
            "This call has closed, so applications are no longer taken. Your draft is kept. See "
            "the open calls."
        )
    )


def check_arrival(call: Call, at: datetime.datetime) -> None:
    """Refuse to send outside the call's time, unless it takes late applications."""
    if not takes_arrivals(call, at):
        check_open(call, at)


def reminds_from(call: Call) -> datetime.datetime:
    """From when those who hold a draft are reminded of the deadline."""
    assert call.closes_at is not None
    return call.closes_at - datetime.timedelta(days=call.reminder_days)


def intake_at(intakes: Iterable[Intake], at: datetime.datetime) -> Intake | None:
    """The round in which an application that arrives at the moment is decided."""
    return min(
        (intake for intake in intakes if intake.closes_at >= at),
        key=lambda intake: intake.closes_at,
        default=None,
    )


def next_rounds(
    call: Call, intakes: Sequence[Intake], now: datetime.datetime
) -> list[tuple[datetime.datetime, datetime.date | None]]:
    """(closing, decision's day) of the rounds, moved on by whole years until the first is ahead.

    The clock time stays, also where the clocks are turned between the two.
    """
    walls = [row.closes_at.astimezone(zone_of(call)) for row in intakes]
    years = 1
    while walls and years_on(min(walls), years) <= now:
        years += 1
    return [
        (years_on(wall, years), row.decides_on and add_months(row.decides_on, 12 * years))
        for wall, row in zip(walls, intakes, strict=True)
    ]


def years_on(wall: datetime.datetime, years: int) -> datetime.datetime:
    """The same clock time of the same day, whole years later."""
    day = add_months(wall.date(), 12 * years)
    return datetime.datetime.combine(day, wall.time(), tzinfo=wall.tzinfo)


def in_force(criteria: Iterable[Criterion], version: int) -> list[Criterion]:
    """The criteria and exclusions of that version of the call's text, in their order."""
    return [
        row
        for row in criteria
        if row.first_version <= version
        and (row.last_version is None or row.last_version >= version)
    ]


def check_remove_round(intake: Intake, *, has_arrivals: bool) -> None:
    """Refuse to remove a round in which an application has arrived."""
    if has_arrivals:
        raise NotAllowed(
            _(
                "Applications have arrived in round %(number)s, so it cannot be removed. Keep the "
                "round, or change only its dates."
            )
            % {"number": intake.number}
        )


def zone_of(call: Call) -> ZoneInfo:
    return ZoneInfo(call.time_zone)


@dataclass(frozen=True)
class Answered:
    """What the self-check says of one question: passed or not, and what would change it."""

    criterion: Criterion
    is_passed: bool | None  # None: not answered


def self_check(criteria: Sequence[Criterion], answers: Mapping[int, bool]) -> list[Answered]:
    """The self-check's results; `answers` is {criterion id: yes or no}. Nothing is stored."""
    return [
        Answered(row, None if row.pk not in answers else answers[row.pk] == row.expected)
        for row in criteria
        if row.question
    ]


def publishing_gaps(call: Call, criteria: Sequence[Criterion]) -> list[str]:
    """What keeps the call from being published, as sentences."""
    gaps = []
    if not call.title_fi:
        gaps.append(_("The title in Finnish is missing."))
    if not call.text_fi.strip():
        gaps.append(_("The text in Finnish is missing."))
    if not criteria:
        gaps.append(_("There is no criterion. Say who can apply and on what condition."))
    if call.questionnaire_id is None:
        gaps.append(_("Choose the questionnaire that applicants fill in."))
    return gaps + check_gaps(call.questionnaire_id, criteria)


def publishing_warnings(
    call: Call, criteria: Sequence[Criterion], *, at: datetime.datetime
) -> list[str]:
    """What the office should look at before publishing; none of it prevents it."""
    warnings = []
    for language, name in (("sv", _("Swedish")), ("en", _("English"))):
        parts = [getattr(call, f"title_{language}"), getattr(call, f"text_{language}")]
        parts += [getattr(row, f"text_{language}") for row in criteria]
        if not all(parts):
            warnings.append(
                _("The texts in %(language)s are incomplete: Finnish is shown instead.")
                % {"language": name}
            )
    if is_late(call, at):
        warnings.append(_("The deadline has passed. Nobody can apply."))
    if not any(row.question_fi for row in criteria):
        warnings.append(_("No criterion has a self-check question, so there is no self-check."))
    if call.published_at is None and (newer := _newer_version(call)):
        warnings.append(
            _(
                "The questionnaire has a newer version, %(version)s. Choose it in the times and "
                "terms, unless the older one is meant."
            )
            % {"version": newer}
        )
    return warnings


def _newer_version(call: Call) -> int | None:
    """A copied call keeps the questionnaire of the earlier one, which may have been revised."""
    form = call.questionnaire
    if form is None:
        return None
    rows = Questionnaire.objects.filter(code=form.code, is_published=True)
    newest = rows.filter(version__gt=form.version).order_by("-version")
    return newest.values_list("version", flat=True).first()


def check_publish(call: Call, criteria: Sequence[Criterion]) -> None:
    """Refuse a call that has been published already or that lacks something."""
    if call.published_at is not None:
        raise NotAllowed(_("This call has been published already."))
    if call.offering.programme.state == Programme.State.ENDED:
        raise NotAllowed(_("The programme has ended, so no call of it can be published any more."))
    gaps = publishing_gaps(call, criteria)
    if gaps:
        raise NotAllowed(_("The call cannot be published yet.") + " " + " ".join(gaps))


def check_close(call: Call, at: datetime.datetime) -> None:
    """Only a call that takes applications can be closed."""
    if not is_open(call, at):
        raise NotAllowed(_("This call is not open, so there is nothing to close."))


def check_lessons(call: Call, at: datetime.datetime) -> None:
    """Lessons are written when the call has been published; before that there is nothing learnt."""
    if call.published_at is None or at < call.opens_at:
        raise NotAllowed(_("Write the lessons once the call has opened."))
