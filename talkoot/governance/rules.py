"""Who keeps the bodies and meetings of a programme, and when a meeting may move on."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions
from talkoot.governance.models import (
    AgendaItem,
    Body,
    BodyMember,
    ContinuationItem,
    Meeting,
    MeetingTask,
)
from talkoot.people.models import Organisation
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Party, Period, Programme

State = Meeting.State
MEETING_TRANSITIONS: Transitions = {
    State.PLANNED: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset({State.APPROVED}),
}
WHOLE = 100  # Per cent.
# Who sit for their side; a deputy, a secretary and an expert do not.
SEATED = frozenset({BodyMember.Seat.CHAIR, BodyMember.Seat.VICE_CHAIR, BodyMember.Seat.MEMBER})


def programme_of(row: Any) -> Programme:
    """The programme to which a row of any register of this app belongs."""
    while not isinstance(row, Programme):
        parents = ("programme", "body", "meeting", "item")
        row = getattr(row, next(name for name in parents if hasattr(row, name)))
    return row


def can_edit(user: Any, row: Any) -> bool:
    """The programme's own office."""
    return is_officer(user, programme_of(row).office_id)


def sits(member: BodyMember, on: datetime.date) -> bool:
    """The member's term has the day."""
    return member.starts_on <= on and (member.ends_on is None or on <= member.ends_on)


def is_overdue(task: MeetingTask, today: datetime.date) -> bool:
    return task.done_on is None and task.due_on < today


def seat_problem(
    others: Iterable[BodyMember], name: str, starts_on: datetime.date, ends_on: datetime.date | None
) -> str:
    """A sentence if the person has a seat in the body on some of the days already."""
    last = ends_on or datetime.date.max
    for other in others:
        same = other.name.casefold() == name.casefold()
        if same and other.starts_on <= last and starts_on <= (other.ends_on or datetime.date.max):
            return _(
                "%(name)s has a seat in the body from %(day)s already. End that term first."
            ) % {"name": other.name, "day": local_date(other.starts_on)}
    return ""


def side_warning(body: Body, members: Iterable[BodyMember], today: datetime.date) -> str:
    """A sentence if a body of equal sides has more members of one side than of another now."""
    if not body.has_equal_sides:
        return ""
    seated = [member for member in members if member.seat in SEATED and sits(member, today)]
    counts = Counter(member.side or _("no side") for member in seated)
    if len(counts) != 1 and len(set(counts.values())) <= 1:
        return ""
    told = ", ".join(f"{side} {count}" for side, count in sorted(counts.items()))
    return _("The sides should have as many members each; now they have: %(sides)s.") % {
        "sides": told
    }


def check_editable(meeting: Meeting) -> None:
    """Minutes that are approved stay as they are, and so does a meeting that was not held."""
    if meeting.state in (State.APPROVED, State.CANCELLED):
        raise NotAllowed(
            _(
                "The meeting is “%(state)s”, so its agenda and minutes stay as they are. Take the "
                "matter up in the next meeting."
            )
            % {"state": meeting.get_state_display()}
        )


def check_move(
    meeting: Meeting,
    to: str,
    items: Sequence[AgendaItem],
    *,
    has_present: bool,
    now: datetime.datetime,
) -> None:
    """A meeting is held when it has begun and has an agenda; minutes are approved when complete."""
    if to == State.HELD:
        begins = meeting.starts_at
        if begins > now:
            raise NotAllowed(
                _("The meeting begins on %(day)s. Mark it as held after that.")
                % {"day": local_date(begins)}
            )
        if not items:
            raise NotAllowed(_("Add to the agenda what the meeting dealt with first."))
    if to == State.APPROVED:
        if not has_present:
            raise NotAllowed(_("Mark who were present first."))
        open_items = [str(item.number) for item in items if not item.decision]
        if open_items:
            raise NotAllowed(
                _("Write first what was decided of these items: %(numbers)s.")
                % {"numbers": ", ".join(open_items)}
            )


def organisations_in(members: Iterable[BodyMember], on: datetime.date) -> list[str]:
    """The organisations that sit in a body on the day, each once; what everybody may know."""
    names = {
        member.organisation.name for member in members if member.organisation and sits(member, on)
    }
    return sorted(names)


def period_problem(
    row: Period, starts_on: datetime.date, ends_on: datetime.date
) -> tuple[str, str] | None:
    """(field, sentence) if the period cannot have these days, else None.

    Periods never overlap and none leaves the programme: what is dated is of one period at most.
    """
    programme = row.programme
    if ends_on < starts_on:
        return "ends_on", _("The last day cannot be before the first one.")
    if starts_on < programme.starts_on or ends_on > programme.ends_on:
        is_early = starts_on < programme.starts_on
        return "starts_on" if is_early else "ends_on", _(
            "The programme runs from %(first)s to %(last)s. Choose days within it."
        ) % {"first": local_date(programme.starts_on), "last": local_date(programme.ends_on)}
    others = Period.objects.filter(
        programme=programme, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    other = others.exclude(pk=row.pk).first()
    if other is None:
        return None
    return "starts_on", _(
        "“%(name)s” runs from %(first)s to %(last)s, and a day is of one period only. Choose days "
        "outside it, or change that period first."
    ) % {
        "name": other.name,
        "first": local_date(other.starts_on),
        "last": local_date(other.ends_on),
    }


def party_problem(
    row: Party, *, organisation: Organisation, kind: str, share_percent: Decimal | None
) -> tuple[str, str] | None:
    """(field, sentence) if the organisation cannot have this part, else None."""
    others = Party.objects.filter(programme=row.programme, kind=kind).exclude(pk=row.pk)
    if others.filter(organisation=organisation).exists():
        return "organisation", _(
            "%(name)s has this part in the programme already. Change that entry instead."
        ) % {"name": organisation}
    if share_percent is None:
        return None
    if kind != Party.Kind.FUNDER:
        return "share_percent", _("Only a funder has a share. Leave the share empty.")
    total = (others.aggregate(sum=Sum("share_percent"))["sum"] or 0) + share_percent
    if total > WHOLE:
        return "share_percent", _(
            "The shares of the funders would be more than 100 per cent together. Correct them."
        )
    return None


def gaps_of(item: ContinuationItem, today: datetime.date) -> list[str]:
    """What is not settled of something that should live on."""
    gaps = []
    if not item.owner:
        gaps.append(_("Nobody has been named to keep it."))
    if not item.funding:
        gaps.append(_("No money has been found for it."))
    if item.until_on and item.until_on < today:
        gaps.append(_("What was agreed has ended."))
    return gaps
