"""A procurement from the plan to the award."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.experts.actions.co_design import agree_anew
from talkoot.experts.actions.mails import tell
from talkoot.experts.actions.offers import invite_suppliers_of_lot, locked_offer
from talkoot.experts.messages import procurement as messages
from talkoot.experts.models import Offer, OfferScore, Procurement, QualityCriterion
from talkoot.experts.queries.procurement import co_designers_of, offers_of
from talkoot.experts.rules import lots
from talkoot.experts.rules import procurement as rules
from talkoot.experts.rules.frameworks import rule_on, term_problem
from talkoot.people.models import User
from talkoot.programmes.models import Programme

State = Procurement.State
Kind = Procurement.Kind


@transaction.atomic
def save_procurement(
    programme: Programme,
    *,
    values: dict[str, Any],
    procurement: Procurement | None = None,
    by: User,
) -> Procurement:
    """Plan a procurement, or change what is asked before suppliers have been asked.

    A lot shares the term and the last moment of the first lot. Refuses a small purchase over the
    threshold and a term that is too long without a ground.
    """
    row = procurement or Procurement(programme=programme, is_demo=programme.is_demo)
    if procurement is not None:
        row = _locked(procurement)
        rules.check_change(row)
    was_part_of = row.part_of_id
    for name, value in values.items():
        setattr(row, name, value)
    if row.kind == Kind.MINI_COMPETITION and row.lot is not None:
        row.framework = row.lot.framework
    elif row.kind != Kind.MINI_COMPETITION:
        row.framework = None  # It was planned as a mini-competition first.
    _share_terms(row, was_part_of, by=by)
    rule = rule_on(timezone.localdate())
    problem = rules.size_problem(row.kind, row.category, row.estimated_eur, rule=rule)
    if not problem and row.valid_from and row.valid_to:
        problem = term_problem(
            row.valid_from,
            row.valid_to,
            option_years=row.option_years,
            long_ground=row.long_ground,
            rule=rule,
        )
    if problem:
        raise NotAllowed(problem)
    row.save()
    after = {"title": row.title, "kind": row.kind, "estimated_eur": str(row.estimated_eur)}
    if row.part_of is not None:
        after["part_of"] = row.part_of.title
    record("experts.procurement.saved", row, by=by, after=after)
    if procurement is not None:
        agree_anew(row, by=by)
    return row


def _share_terms(row: Procurement, was_part_of: int | None, *, by: User) -> None:
    """A lot takes the terms of the first lot; the first lot gives its own to those planned.

    Once suppliers have been asked for the first one, the lot's own last moment holds. Refuses what
    cannot be tendered together, and to take a lot out of a tender that has begun.
    """
    if was_part_of and row.part_of_id != was_part_of:
        lots.check_leave(_locked(Procurement(pk=was_part_of)))
    if row.part_of is not None:
        row.part_of = _locked(row.part_of)
    lots.check_part(row, is_joining=row.part_of_id != was_part_of)
    if row.part_of is not None:
        for name in lots.SHARED:
            if name != "closes_at" or row.part_of.state == State.PLANNED:
                setattr(row, name, getattr(row.part_of, name))
    if row.pk is None:
        return
    for part in row.parts.filter(state=State.PLANNED):
        if any(getattr(part, name) != getattr(row, name) for name in lots.SHARED):
            for name in lots.SHARED:
                setattr(part, name, getattr(row, name))
            part.save(update_fields=lots.SHARED)
            record("experts.procurement.saved", part, by=by, after={"part_of": row.title})
            agree_anew(part, by=by)


@transaction.atomic
def save_criterion(
    procurement: Procurement,
    *,
    values: dict[str, Any],
    criterion: QualityCriterion | None = None,
    by: User,
) -> QualityCriterion:
    """Add or change a criterion, while suppliers have not been asked."""
    procurement = _locked(procurement)
    rules.check_change(procurement)
    if values.get("is_price"):
        others = procurement.criteria.filter(is_price=True)
        if others.exclude(pk=criterion.pk if criterion else 0).exists():
            raise NotAllowed(_price_twice())
    if criterion is None:
        last = procurement.criteria.aggregate(last=Max("order"))["last"] or 0
        criterion = QualityCriterion(procurement=procurement, order=last + 1)
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save()
    after = {"text": criterion.text, "weight": str(criterion.weight)}
    record("experts.criterion.saved", procurement, by=by, after=after)
    agree_anew(procurement, by=by)
    return criterion


def _price_twice() -> str:
    return _("The price is among the criteria already. Change that criterion instead.")


@transaction.atomic
def remove_criterion(criterion: QualityCriterion, *, by: User) -> None:
    """Remove a criterion, while suppliers have not been asked."""
    rules.check_change(_locked(criterion.procurement))
    before = {"text": criterion.text}
    record("experts.criterion.removed", criterion.procurement, by=by, before=before)
    criterion.delete()
    agree_anew(criterion.procurement, by=by)


@transaction.atomic
def open_procurement(procurement: Procurement, *, by: User) -> Procurement:
    """Take offers from now on. In a mini-competition every supplier of the lot is asked at once.

    Refuses without criteria, with weights that do not make 100, after the last moment, and while
    an organisation that plans it has not agreed.
    """
    procurement = _locked(procurement)
    planners = list(co_designers_of(procurement))
    criteria = list(procurement.criteria.all())
    rules.check_open(procurement, criteria, planners, now=timezone.now())
    _move(procurement, State.OPEN, by=by)
    if procurement.kind == Kind.MINI_COMPETITION:
        invite_suppliers_of_lot(procurement, by=by)
    return procurement


@transaction.atomic
def move_deadline(procurement: Procurement, *, closes_at: datetime.datetime, by: User) -> None:
    """Give everybody more time while offers are taken; all who were asked are told."""
    procurement = _locked(procurement)
    rules.check_longer(procurement, closes_at, now=timezone.now())
    before = {"closes_at": procurement.closes_at.isoformat()}
    procurement.closes_at = closes_at
    procurement.save(update_fields=["closes_at"])
    after = {"closes_at": closes_at.isoformat()}
    record("experts.procurement.prolonged", procurement, by=by, before=before, after=after)
    _tell_all(procurement, "offer-deadline-moved", f"{closes_at:%Y%m%d%H%M}", messages.prolonged)


@transaction.atomic
def start_evaluation(procurement: Procurement, *, by: User) -> None:
    """Open the offers; refuses before the last moment."""
    procurement = _locked(procurement)
    rules.check_evaluate(procurement, now=timezone.now())
    _move(procurement, State.EVALUATING, by=by)


@transaction.atomic
def exclude_offer(offer: Offer, *, reason: str, by: User) -> None:
    """Leave an offer out of the comparison, with the ground; its sender learns it at the award."""
    offer = locked_offer(offer)
    rules.check_score(offer)
    Offer.objects.filter(pk=offer.pk).update(reason=reason)
    moved = change_state(offer, Offer.State.EXCLUDED, rules.OFFER_TRANSITIONS)
    moved["after"]["reason"] = reason
    record("experts.offer.excluded", offer, by=by, **moved)


@transaction.atomic
def score_offer(
    offer: Offer,
    *,
    scores: dict[int, tuple[Decimal, str]],
    expert_points: dict[int, Decimal | None] | None = None,
    by: User,
) -> None:
    """Keep {criterion id: (points, grounds)} and {offered expert id: points} of one offer.

    The price's points are computed and are not given.
    """
    offer = locked_offer(offer)
    rules.check_score(offer)
    for criterion in offer.procurement.criteria.filter(pk__in=scores, is_price=False):
        points, grounds = scores[criterion.pk]
        rules.check_points(criterion, points)
        OfferScore.objects.update_or_create(
            offer=offer,
            criterion=criterion,
            defaults={"points": points, "grounds": grounds, "scored_by": by},
        )
    for named in offer.experts.filter(pk__in=expert_points or {}):
        named.quality_points = (expert_points or {})[named.pk]
        named.save(update_fields=["quality_points"])
    after = {"points": {str(key): str(points) for key, (points, _text) in scores.items()}}
    record("experts.offer.scored", offer, by=by, after=after)


@transaction.atomic
def award_procurement(procurement: Procurement, *, grounds: str, by: User) -> Procurement:
    """Choose the best offers, freeze every offer's points and rank, and tell all who offered.

    The standstill follows from the value. Refuses while points are missing and on a tie at the
    last place.
    """
    procurement = _locked(procurement)
    criteria, offers = list(procurement.criteria.all()), list(offers_of(procurement))
    compared = rules.compare(criteria, offers)
    rules.check_award(procurement, compared)
    today = timezone.localdate()
    for row in compared:
        assert row.rank is not None
        row.offer.points, row.offer.rank = row.total, row.rank
        row.offer.is_awarded = row.rank <= procurement.most_suppliers
        row.offer.save(update_fields=["points", "rank", "is_awarded"])
    procurement.grounds, procurement.awarded_on, procurement.awarded_by = grounds, today, by
    procurement.standstill_until = rules.standstill_of(
        procurement, awarded_on=today, rule=rule_on(today)
    )
    procurement.save(update_fields=["grounds", "awarded_on", "awarded_by", "standstill_until"])
    winners = [row.offer.pk for row in compared if row.offer.is_awarded]
    _move(procurement, State.AWARDED, by=by, winners=winners)
    write = partial(messages.award, compared=compared)
    told = [offer for offer in offers if offer.state in rules.ANSWERED]
    _tell_all(procurement, "award", _occasion(), write, offers=told)
    return procurement


@transaction.atomic
def reopen_award(procurement: Procurement, *, reason: str, by: User) -> None:
    """Take the award back for correction (section 132); the offers are compared again."""
    procurement = _locked(procurement)
    procurement.offers.update(points=None, rank=None, is_awarded=False)
    procurement.awarded_on = procurement.standstill_until = None
    procurement.save(update_fields=["awarded_on", "standstill_until"])
    _move(procurement, State.EVALUATING, by=by, reason=reason)
    write = partial(messages.reopened, reason=reason)
    told = [row for row in offers_of(procurement) if row.state in rules.ANSWERED]
    _tell_all(procurement, "award-reopened", _occasion(), write, offers=told)


@transaction.atomic
def cancel_procurement(procurement: Procurement, *, reason: str, by: User) -> None:
    """End a procurement without a contract, for a reason that everybody asked is told.

    A lot that is given up before suppliers have been asked for any leaves the others' tender.
    """
    procurement = _locked(procurement)
    procurement.reason = reason
    procurement.save(update_fields=["reason"])
    was_planned = procurement.state == State.PLANNED
    if was_planned and not lots.has_begun(procurement.part_of or procurement):
        _leave_tender(procurement, by=by)
    _move(procurement, State.CANCELLED, by=by, reason=reason)
    if not was_planned:
        _tell_all(procurement, "procurement-cancelled", _occasion(), messages.cancelled)


def _leave_tender(row: Procurement, *, by: User) -> None:
    """The row is a lot of no other any more; of those that were its lots the next one is first."""
    row.part_of = None
    row.save(update_fields=["part_of"])
    rows = Procurement.objects.select_for_update(of=("self",)).filter(part_of=row).order_by("pk")
    parts = list(rows)
    first = next((part for part in parts if part.state != State.CANCELLED), None)
    for part in parts if first else []:
        part.part_of = None if part == first else first
        part.save(update_fields=["part_of"])
        record("experts.procurement.saved", part, by=by, after={"part_of": str(part.part_of or "")})


def _occasion() -> str:
    return f"{timezone.now():%Y%m%d%H%M%S}"


def _locked(procurement: Procurement) -> Procurement:
    """The row as it is now, locked until the transaction ends."""
    rows = Procurement.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=procurement.pk)


def _move(procurement: Procurement, to: str, *, by: User, **after: Any) -> None:
    moved = change_state(procurement, to, rules.PROCUREMENT_TRANSITIONS)
    moved["after"] |= after
    record(f"experts.procurement.{to}", procurement, by=by, **moved)


def _tell_all(
    procurement: Procurement,
    kind: str,
    occasion: str,
    write: Any,
    *,
    offers: Iterable[Offer] | None = None,
) -> None:
    """Mail the contact persons of the offers, by default of all but those that declined."""
    if offers is None:
        offers = procurement.offers.exclude(state=Offer.State.DECLINED)
    for offer in offers:
        offer.procurement = procurement
        tell(
            procurement.programme,
            kind,
            f"{offer.pk}-{occasion}",
            partial(write, offer),
            address=offer.address,
            language=offer.language,
            is_demo=offer.is_demo,
        )
