"""Granted against planned and delivered hours. Sessions are counted in hours of work."""

import datetime
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import days_text, days_words, local_date, local_time
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Mode, Series, SeriesPerson, Session
from talkoot.experts.models import Availability, CallOff, Expert
from talkoot.experts.rules import rows_of_person
from talkoot.experts.rules.orders import SLACK, Priced, has_part_prices, priced

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
GOING_ON = (Session.State.AGREED, Session.State.HELD)


@dataclass(frozen=True)
class Meter:
    """What was granted, what has been delivered and what is planned; hours of work.

    Days and euros follow from them: a day is `hours_per_day` hours, and the prices are those of the
    call-off. `delivered_eur` and `planned_eur` are by the length and the way of each session, and
    the former holds the travel.
    """

    granted: Decimal
    delivered: Decimal
    planned: Decimal
    hours_per_day: Decimal
    order: CallOff
    delivered_eur: Decimal = Decimal(0)
    planned_eur: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """Neither delivered nor planned; never less than nothing."""
        return max(self.granted - self.delivered - self.planned, Decimal(0))

    @property
    def is_used(self) -> bool:
        """Nothing worth planning is left."""
        return self.left <= SLACK

    def days(self, hours: Decimal) -> Decimal:
        return (hours / self.hours_per_day).quantize(CENT, ROUND_HALF_UP)

    def euros(self, hours: Decimal) -> Decimal:
        """By the prices of the call-off, as one session of them would cost."""
        return priced(self.order, hours, self.hours_per_day).euros


def session_price(
    engagement: Engagement, session: Session, hours: Decimal, travel_hours: Decimal = Decimal(0)
) -> Priced:
    """What hours of the session cost by the prices of the call-off, its travel with them."""
    order, is_remote = engagement.call_off, session.mode == Mode.REMOTE
    work = priced(order, hours, engagement.hours_per_day, is_remote=is_remote)
    return replace(work, euros=work.euros + travel_eur(order, travel_hours))


def travel_eur(order: CallOff, hours: Decimal) -> Decimal:
    """The price of hours of travel; nothing where the agreement has none."""
    price = order.travel_price_eur
    return Decimal(0) if price is None else (hours * price).quantize(CENT, ROUND_HALF_UP)


def hours_between(
    starts_at: datetime.datetime, ends_at: datetime.datetime, hours_per_day: Decimal
) -> Decimal:
    """Hours of work from the clock; a day longer than a day granted counts as one day."""
    minutes = Decimal(int((ends_at - starts_at).total_seconds() // 60))
    return min((minutes / 60).quantize(CENT, ROUND_HALF_UP), hours_per_day)


def report_of(session: Session) -> DayReport | None:
    return getattr(session, "day_report", None)


def session_hours(session: Session, hours_per_day: Decimal) -> Decimal:
    """The reported hours, else those of the plan; nothing before there is a time."""
    report = report_of(session)
    if report is not None:
        return report.hours
    if session.starts_at is None or session.ends_at is None:
        return Decimal(0)
    return hours_between(session.starts_at, session.ends_at, hours_per_day)


def meter_of(engagement: Engagement, *, leave_out: Session | None = None) -> Meter:
    """The engagement's meter; `leave_out` is a session that is being changed."""
    sums = {True: Decimal(0), False: Decimal(0)}
    euros = {True: Decimal(0), False: Decimal(0)}
    for session in engagement.series.sessions.all():
        if session.state in GOING_ON and session != leave_out:
            is_held = session.state == Session.State.HELD
            hours = session_hours(session, engagement.hours_per_day)
            sums[is_held] += hours
            report = report_of(session)
            travel = report.travel_hours if report else Decimal(0)
            euros[is_held] += session_price(engagement, session, hours, travel).euros
    return Meter(
        granted=engagement.hours_granted,
        delivered=sums[True],
        planned=sums[False],
        hours_per_day=engagement.hours_per_day,
        order=engagement.call_off,
        delivered_eur=euros[True],
        planned_eur=euros[False],
    )


def value_of(engagement: Engagement) -> Decimal | None:
    """What the order costs by its sessions; None where the days alone tell it.

    Sessions held and planned by their prices, and while it goes on what is left to plan by those of
    its days.
    """
    if not has_part_prices(engagement.call_off):
        return None
    meter = meter_of(engagement)
    total = meter.delivered_eur + meter.planned_eur
    if engagement.state in (Engagement.State.DELIVERED, Engagement.State.WITHDRAWN):
        return total
    return total + meter.euros(meter.left)


def days_used(meter: Meter) -> Decimal:
    """The days that what was delivered takes of the order; a tenth that has begun is used."""
    if not meter.delivered:
        return Decimal(0)
    hours = max(meter.delivered - SLACK, SLACK)
    return (hours / meter.hours_per_day).quantize(TENTH, ROUND_UP)


def days_given_back(engagement: Engagement) -> Decimal:
    """The days of an ended engagement that are free for others."""
    order = engagement.call_off
    if engagement.state == Engagement.State.WITHDRAWN and order.returned_on is not None:
        return order.days
    if engagement.state == Engagement.State.DELIVERED:
        return max(engagement.days_granted - order.days, Decimal(0))
    return Decimal(0)


def hours_words(hours: Decimal) -> str:
    """Hours with their word: 2,5 hours."""
    words = ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2)
    return words % {"hours": days_text(Decimal(hours))}


def shape_words(hours: list[Decimal]) -> str:
    """Sessions of one length as 4 × 2,5 hours; of many lengths by their number and range."""
    if len(set(hours)) == 1:
        return f"{len(hours)} × {hours_words(hours[0])}"
    return f"{len(hours)} × {days_text(min(hours))}–{hours_words(max(hours))}"


def check_room(meter: Meter, hours: Decimal) -> None:
    """Refuse hours over what was granted; the sentence tells what is left and the ways on."""
    if hours <= meter.left + SLACK:
        return
    facts = {
        "hours": hours_words(hours),
        "granted": hours_words(meter.granted),
        "left": hours_words(meter.left),
    }
    if meter.is_used:
        sentence = _(
            "All that was granted (%(granted)s) has been delivered or planned. Cancel another "
            "session, or ask the programme office for more days."
        )
    else:
        sentence = _(
            "This would take %(hours)s, and %(left)s of the %(granted)s granted is left. Shorten "
            "it, or ask the programme office for more days."
        )
    raise NotAllowed(sentence % facts)


def check_correct_days(engagement: Engagement, meter: Meter, days: Decimal) -> None:
    """Refuse days below what has been delivered or agreed, and more once all has been delivered."""
    is_delivered = engagement.state == Engagement.State.DELIVERED
    if is_delivered and days > engagement.days_granted:
        raise NotAllowed(
            _(
                "The engagement has been delivered already. Grant the further days on a new "
                "application."
            )
        )
    hours = days * engagement.hours_per_day
    facts = {
        "days": days_words(days),
        "delivered": hours_words(meter.delivered),
        "planned": hours_words(meter.planned),
    }
    if hours < meter.delivered - SLACK:
        raise NotAllowed(
            _(
                "%(delivered)s have been delivered already, which is more than %(days)s. Correct "
                "the days to no less than has been delivered."
            )
            % facts
        )
    if hours < meter.delivered + meter.planned - SLACK:
        raise NotAllowed(
            _(
                "%(delivered)s have been delivered and %(planned)s agreed, which is more than "
                "%(days)s. Ask the expert to cancel or shorten a session first."
            )
            % facts
        )


def check_free(
    expert: Expert,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    *,
    leave_out: Session | None = None,
) -> None:
    """Refuse a time when the expert is away or elsewhere; of the other only its time is told.

    The person counts, under whichever agreement, and as a facilitator, speaker or mentor of any
    series too. Hold the locks of the person's rows when you call.
    """
    _check_not_away(expert, starts_at, ends_at)
    others = _sessions_of(expert).filter(
        state__in=GOING_ON, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    others = others.exclude(series__state=Series.State.CANCELLED).order_by("starts_at")
    if leave_out is not None:
        others = others.exclude(pk=leave_out.pk)
    other = others.first()
    if other is None or other.starts_at is None or other.ends_at is None:
        return
    raise NotAllowed(
        _(
            "%(expert)s has another session on %(day)s from %(starts)s to %(ends)s. Choose another "
            "time."
        )
        % {
            "expert": expert.name,
            "day": local_date(timezone.localdate(other.starts_at)),
            "starts": local_time(other.starts_at),
            "ends": local_time(other.ends_at),
        }
    )


def _sessions_of(expert: Expert) -> "QuerySet[Session]":
    """The sessions that the person holds in engagements, and those in which the person works."""
    rows = rows_of_person(expert)
    named = Engagement.objects.filter(expert__in=rows).values("series")
    own = Q(series__in=named, substitution=None) | Q(substitution__expert__in=rows)
    if expert.user_id is not None:
        tasks = SeriesPerson.objects.filter(user=expert.user_id)
        # In one's own course the substitute's session is not one's own.
        others = tasks.filter(session=None).exclude(series__in=named)
        own |= Q(series__in=others.values("series"))
        own |= Q(pk__in=tasks.exclude(session=None).values("session"))
    return Session.objects.filter(own)


def _check_not_away(
    expert: Expert, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> None:
    away = Availability.objects.filter(
        expert__in=rows_of_person(expert),
        kind=Availability.Kind.AWAY,
        starts_on__lte=timezone.localdate(ends_at),
        ends_on__gte=timezone.localdate(starts_at),
    ).first()
    if away is None:
        return
    raise NotAllowed(
        _(
            "%(expert)s has told of being away from %(first)s to %(last)s. Choose another day, or "
            "ask the expert to remove the period from the profile."
        )
        % {
            "expert": expert.name,
            "first": local_date(away.starts_on),
            "last": local_date(away.ends_on),
        }
    )
