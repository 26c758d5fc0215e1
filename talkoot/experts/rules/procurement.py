"""Procurements: their steps, what each step needs, and how offers are compared.

Source: Act on Public Procurement 1397/2016: section 25 (national thresholds), 43 (orders within a
framework agreement), 93 (most economically advantageous tender), 123 (reasoned decision) and 129
(standstill).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import CoDesigner, Offer, Procurement, ProcurementRule, QualityCriterion
from talkoot.experts.rules.frameworks import rule_on
from talkoot.people.rules import is_officer

State = Procurement.State
Kind = Procurement.Kind
PROCUREMENT_TRANSITIONS = {
    State.PLANNED: frozenset({State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.EVALUATING, State.CANCELLED}),
    State.EVALUATING: frozenset({State.AWARDED, State.CANCELLED}),
    State.AWARDED: frozenset({State.EVALUATING, State.CONCLUDED, State.CANCELLED}),
    State.CONCLUDED: frozenset(),
    State.CANCELLED: frozenset(),
}
OFFER_TRANSITIONS = {
    Offer.State.INVITED: frozenset({Offer.State.RECEIVED, Offer.State.DECLINED}),
    Offer.State.RECEIVED: frozenset({Offer.State.DECLINED, Offer.State.EXCLUDED}),
    Offer.State.DECLINED: frozenset({Offer.State.RECEIVED}),
    Offer.State.EXCLUDED: frozenset({Offer.State.RECEIVED}),
}
_Planning = CoDesigner.State
CODESIGNER_TRANSITIONS = {
    _Planning.ASKED: frozenset({_Planning.AGREED, _Planning.OBJECTED}),
    _Planning.AGREED: frozenset({_Planning.ASKED, _Planning.OBJECTED}),
    _Planning.OBJECTED: frozenset({_Planning.ASKED, _Planning.AGREED}),
}
# In these nobody plans any more what is bought.
DECIDED = (State.AWARDED, State.CONCLUDED, State.CANCELLED)
PLANNING_LAPSES_AFTER = datetime.timedelta(days=365)
WHOLE = Decimal(100)
STEP = Decimal("0.01")


def can_run(user: Any, procurement: Procurement) -> bool:
    """The programme office that buys."""
    return is_officer(user, procurement.programme.office_id)


def limit_of(category: str, rule: ProcurementRule) -> Decimal:
    """The national threshold of what is bought, in euros without tax."""
    limits = {
        Procurement.Category.SOCIAL: rule.social_eur,
        Procurement.Category.SPECIAL: rule.special_eur,
    }
    return limits.get(Procurement.Category(category), rule.services_eur)


def size_problem(kind: str, category: str, estimated_eur: Decimal, *, rule: ProcurementRule) -> str:
    """Why the procedure does not fit the estimated value, or nothing."""
    limit = limit_of(category, rule)
    if kind == Kind.SMALL_PURCHASE and estimated_eur >= limit:
        return _(
            "A small purchase stays under the national threshold of %(limit)s €. Choose a tender."
        ) % {"limit": f"{limit:.0f}"}
    return ""


def whole_eur(procurement: Procurement) -> Decimal:
    """The estimated value of all lots tendered together, by which the act applies (section 31).

    It is that of the beginning, so a lot for which no offer came still counts (section 27).
    """
    return sum((row.estimated_eur for row in procurement.tender), Decimal(0))


def check_change(procurement: Procurement) -> None:
    """What is asked changes only before suppliers have been asked."""
    if procurement.state != State.PLANNED:
        raise NotAllowed(
            _(
                "Suppliers have seen what is asked, so it no longer changes. Cancel the "
                "procurement and make a new one if it must."
            )
        )


def weight_of(criteria: Iterable[QualityCriterion]) -> Decimal:
    return sum((row.weight for row in criteria), Decimal(0))


def opening_problem(
    procurement: Procurement,
    criteria: list[QualityCriterion],
    co_designers: Iterable[CoDesigner] = (),
    *,
    now: datetime.datetime,
) -> str:
    """What is missing before suppliers can be asked, or nothing."""
    if not criteria:
        return _("Write the criteria by which the offers are compared first.")
    if weight_of(criteria) != WHOLE:
        return _("The weights of the criteria make %(sum)s, and they must make 100.") % {
            "sum": f"{weight_of(criteria):f}".rstrip("0").rstrip(".")
        }
    if procurement.closes_at <= now:
        return _("The last moment for offers has passed. Move it ahead first.")
    waiting = [str(row) for row in co_designers if row.state != CoDesigner.State.AGREED]
    if waiting:
        return _(
            "These organisations have not agreed to what is asked: %(names)s. Ask them, or take "
            "them off the planning."
        ) % {"names": ", ".join(waiting)}
    return ""


def check_open(
    procurement: Procurement,
    criteria: list[QualityCriterion],
    co_designers: Iterable[CoDesigner] = (),
    *,
    now: datetime.datetime,
) -> None:
    if problem := opening_problem(procurement, criteria, co_designers, now=now):
        raise NotAllowed(problem)


def planning_is_over(now: datetime.datetime) -> Q:
    """Planning organisations whose tender has been decided, cancelled, or left lying."""
    untouched = now - PLANNING_LAPSES_AFTER
    lapsed = Q(
        procurement__state=Procurement.State.PLANNED,
        procurement__state_changed_at__lt=untouched,
        state_changed_at__lt=untouched,
    )
    return lapsed | Q(procurement__state__in=DECIDED)


def check_planning(procurement: Procurement) -> None:
    """What is asked is planned together only before suppliers are asked."""
    if procurement.state != State.PLANNED:
        raise NotAllowed(
            _("Suppliers have been asked, so the planning is over. Contact the programme office.")
        )


def takes_offers(procurement: Procurement, *, now: datetime.datetime) -> bool:
    return procurement.state == State.OPEN and now < procurement.closes_at


def check_offer(procurement: Procurement, *, now: datetime.datetime) -> None:
    """Refuse an offer before the procurement is open and after its last moment."""
    if takes_offers(procurement, now=now):
        return
    if procurement.state == State.PLANNED:
        raise NotAllowed(_("Offers are not taken yet. Wait for the invitation."))
    if procurement.state == State.CANCELLED:
        raise NotAllowed(_("The procurement has been cancelled, so offers are not taken."))
    raise NotAllowed(
        _("Offers were taken until %(moment)s, so this one comes too late.")
        % {"moment": local_moment(procurement.closes_at)}
    )


def check_evaluate(procurement: Procurement, *, now: datetime.datetime) -> None:
    """Offers are opened only after the last moment, so that nobody's price is known before."""
    if now < procurement.closes_at:
        raise NotAllowed(
            _("Offers may still come until %(moment)s. Open them after that.")
            % {"moment": local_moment(procurement.closes_at)}
        )


def check_score(offer: Offer) -> None:
    """Points are given to a received offer while the offers are compared."""
    if offer.procurement.state != State.EVALUATING:
        raise NotAllowed(
            _("Points are given while the offers are compared, and that is not the case now.")
        )
    if offer.state != Offer.State.RECEIVED:
        raise NotAllowed(_("This offer is not compared, so it gets no points."))


@dataclass(frozen=True)
class Compared:
    """An offer in the comparison: weighted points by criterion, their sum of 100, and the rank.

    Points not yet given are None, and then the sum and the rank are too.
    """

    offer: Offer
    points: tuple[Decimal | None, ...]
    total: Decimal | None
    rank: int | None


def compare(criteria: list[QualityCriterion], offers: Iterable[Offer]) -> list[Compared]:
    """Received offers, the best first. Reads `offer.scores.all()`: prefetch it.

    Weighted points = weight × points ÷ most points; for the price weight × cheapest ÷ own price.
    """
    offers = [offer for offer in offers if offer.state == Offer.State.RECEIVED]
    cheapest = min((offer.day_price_eur for offer in offers if offer.day_price_eur), default=None)
    rows = []
    for offer in offers:
        given = {score.criterion_id: score.points for score in offer.scores.all()}
        points = tuple(_weighted(row, offer, given, cheapest) for row in criteria)
        known = [value for value in points if value is not None]
        is_whole = len(known) == len(points) and bool(points)
        rows.append((offer, points, sum(known, Decimal(0)) if is_whole else None))
    totals = [total for _offer, _points, total in rows if total is not None]
    is_ready = len(totals) == len(rows)
    ranked = [
        Compared(
            offer,
            points,
            total,
            1 + sum(other > total for other in totals) if is_ready and total is not None else None,
        )
        for offer, points, total in rows
    ]
    return sorted(
        ranked, key=lambda row: (-(row.total if row.total is not None else -1), row.offer.pk)
    )


def _weighted(
    criterion: QualityCriterion,
    offer: Offer,
    given: dict[int, Decimal],
    cheapest: Decimal | None,
) -> Decimal | None:
    if criterion.is_price:
        if not offer.day_price_eur or cheapest is None:
            return None
        share = cheapest / offer.day_price_eur
    elif criterion.pk in given:
        share = given[criterion.pk] / criterion.most_points
    else:
        return None
    return (criterion.weight * share).quantize(STEP, ROUND_HALF_UP)


def award_problem(procurement: Procurement, compared: list[Compared]) -> str:
    """Why the procurement cannot be awarded yet, or nothing."""
    if not compared:
        return _("There is no offer to choose. Cancel the procurement, or invite more suppliers.")
    if any(row.rank is None for row in compared):
        return _("Some offers have no points by every criterion yet. Give them first.")
    most = procurement.most_suppliers
    if len(compared) > most and compared[most - 1].total == compared[most].total:
        return _(
            "Two offers have the same points at the last place. Look at their points once more; "
            "equal offers are not chosen between without a ground."
        )
    return ""


def check_award(procurement: Procurement, compared: list[Compared]) -> None:
    if problem := award_problem(procurement, compared):
        raise NotAllowed(problem)


def standstill_of(
    procurement: Procurement, *, awarded_on: datetime.date, rule: ProcurementRule
) -> datetime.date | None:
    """The last day on which no contract is made; none for orders in an agreement and small ones.

    Source: sections 129 and 130.
    """
    if procurement.kind in (Kind.MINI_COMPETITION, Kind.SMALL_PURCHASE):
        return None
    if whole_eur(procurement) < limit_of(procurement.category, rule):
        return None
    return awarded_on + datetime.timedelta(days=rule.standstill_days)


class Appeal(Enum):
    """Whether the Market Court examines an appeal against the award."""

    OPEN = "open"
    BY_LEAVE = "by_leave"
    NONE = "none"


def appeal_of(procurement: Procurement) -> Appeal:
    """By the value against the national threshold on the day of the award.

    Of an order within an agreement the value of the agreement counts, and leave is needed.
    Source: sections 25, 145 and 146.
    """
    rule = rule_on(procurement.awarded_on or timezone.localdate())
    value, is_order = whole_eur(procurement), procurement.kind == Kind.MINI_COMPETITION
    if is_order and (framework := procurement.framework) is not None:
        days_eur = framework.days_cap * framework.day_price_eur
        value = max(value, framework.value_cap_eur or days_eur)
    if value < limit_of(procurement.category, rule):
        return Appeal.NONE
    return Appeal.BY_LEAVE if is_order else Appeal.OPEN


def check_conclude(procurement: Procurement, *, today: datetime.date | None = None) -> None:
    """No contract is made before the standstill has ended."""
    until = procurement.standstill_until
    if until is not None and (today or timezone.localdate()) <= until:
        raise NotAllowed(
            _("The contract can be made after the standstill, which ends on %(day)s.")
            % {"day": local_date(until)}
        )


# Those who have given an offer learn the outcome.
ANSWERED = frozenset({Offer.State.RECEIVED, Offer.State.EXCLUDED})


def check_points(criterion: QualityCriterion, points: Decimal) -> None:
    if not 0 <= points <= criterion.most_points:
        raise NotAllowed(
            _("Give “%(criterion)s” from 0 to %(most)s points.")
            % {"criterion": criterion.text, "most": criterion.most_points}
        )


def check_longer(
    procurement: Procurement, closes_at: datetime.datetime, *, now: datetime.datetime
) -> None:
    """The time for offers only grows, and only while offers are taken."""
    check_offer(procurement, now=now)
    if closes_at <= procurement.closes_at:
        raise NotAllowed(_("The last moment can only be moved later."))


def is_sealed(offer: Offer) -> bool:
    """The supplier sent it through the link: only the supplier changes it."""
    return offer.state == Offer.State.RECEIVED and offer.recorded_by_id is None


def check_not_sealed(offer: Offer) -> None:
    if is_sealed(offer):
        raise NotAllowed(
            _("This offer came through the supplier's own link, so only the supplier changes it.")
        )


def check_record(
    procurement: Procurement, *, at: datetime.datetime, now: datetime.datetime
) -> None:
    """The office writes in an offer that came in time, until the award."""
    if procurement.state not in (State.OPEN, State.EVALUATING):
        raise NotAllowed(_("Offers are not taken in this procurement now."))
    if at > now:
        raise NotAllowed(_("The offer cannot have come in the future. Check the time."))
    if at >= procurement.closes_at:
        raise NotAllowed(
            _("Offers were taken until %(moment)s, so this one came too late.")
            % {"moment": local_moment(procurement.closes_at)}
        )
