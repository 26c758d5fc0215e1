"""Framework agreements: who sees them, how long they last, and their options.

Source: Act on Public Procurement 1397/2016, section 42: at most four years, longer only where the
object of the procurement necessarily requires it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import add_months, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import (
    Expert,
    Framework,
    Lot,
    Ordering,
    Procurement,
    ProcurementRule,
    Replacement,
    Supplier,
)
from talkoot.people.rules import confirmed_ids, is_officer


def can_oversee(user: Any, framework: Framework) -> bool:
    """The programme office that ordered the agreement."""
    return is_officer(user, framework.programme.office_id)


def can_act_for(user: Any, supplier: Supplier) -> bool:
    """The supplier's own people, confirmed as such, its named experts, and the office."""
    if not getattr(user, "is_authenticated", False):
        return False
    return (
        can_oversee(user, supplier.framework)
        or supplier.organisation_id in confirmed_ids(user)
        or supplier.experts.filter(user=user).exists()
    )


def rule_on(day: datetime.date) -> ProcurementRule:
    """The limits in force; refuses where none have been recorded."""
    rule = ProcurementRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if rule is None:
        raise NotAllowed(
            _(
                "The limits of the procurement act are missing. Ask the site's operator to load "
                "them."
            )
        )
    return rule


def term_problem(
    valid_from: datetime.date,
    valid_to: datetime.date,
    *,
    option_years: int,
    long_ground: str,
    rule: ProcurementRule,
) -> str:
    """Why the term is not possible, or nothing; options count as part of the term."""
    if valid_to < valid_from:
        return _("The agreement must end after it begins. Check the days.")
    most = add_months(valid_from, 12 * rule.framework_years)
    last = add_months(valid_to, 12 * option_years)
    if last >= most and not long_ground.strip():
        return ngettext(
            "A framework agreement lasts at most %(years)s year with its options. Shorten it, or "
            "record the ground for a longer term.",
            "A framework agreement lasts at most %(years)s years with its options. Shorten it, or "
            "record the ground for a longer term.",
            rule.framework_years,
        ) % {"years": rule.framework_years}
    return ""


def is_tendered(framework: Framework) -> bool:
    """Its suppliers were chosen in a procurement kept here."""
    rows = framework.procurements.exclude(kind=Procurement.Kind.MINI_COMPETITION)
    return rows.filter(state=Procurement.State.CONCLUDED).exists()


def grows(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """The term with its options, a ceiling or the price grows; no ceiling is the greatest."""
    return any(
        name in after
        and before[name] is not None
        and (after[name] is None or after[name] > before[name])
        for name in ("days_cap", "value_cap_eur", "day_price_eur", "valid_to", "option_years")
    )


def grounds_problem(framework: Framework, grounds: str) -> str:
    """Why a tendered agreement cannot get more or another supplier, or nothing. Section 136."""
    if grounds.strip() or not is_tendered(framework):
        return ""
    return _(
        "The suppliers were chosen on the terms of the tender, and these may not change much "
        "without a new one. Write on what ground this change is made."
    )


def check_use_option(framework: Framework, *, used: int, today: datetime.date) -> None:
    """Refuse where no option is left, and once the agreement has ended."""
    if used >= framework.option_years:
        raise NotAllowed(
            _("No option years are left in this agreement. Choose suppliers anew instead.")
        )
    if framework.valid_to < today:
        raise NotAllowed(
            _(
                "The agreement has ended, so its option can no longer be used. Choose suppliers "
                "anew."
            )
        )


def check_name_expert(supplier: Supplier, *, email: str, on: datetime.date) -> None:
    """Refuse outside the term of the agreement, and who is its named expert already."""
    framework = supplier.framework
    if not framework.valid_from <= on <= framework.valid_to:
        raise NotAllowed(
            _(
                "An expert works under the agreement within its term, %(first)s – %(last)s. "
                "Choose a day within it."
            )
            % {"first": local_date(framework.valid_from), "last": local_date(framework.valid_to)}
        )
    named = Expert.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), supplier__framework=framework, email__iexact=email
    ).first()
    if named is not None:
        raise NotAllowed(
            _(
                "%(name)s is a named expert of this agreement already, with the same e-mail "
                "address. Check the address."
            )
            % {"name": named.name}
        )


def check_end_expert(expert: Expert, *, on: datetime.date) -> None:
    """Refuse who has ended, who waits to be replaced, and a day before the naming."""
    if expert.ended_on is not None:
        raise NotAllowed(
            _("%(name)s no longer works under this agreement.") % {"name": expert.name}
        )
    if expert.replacements.filter(state=Replacement.State.REQUESTED).exists():
        raise NotAllowed(
            _("A replacement of %(name)s has been asked for. Approve or refuse it first.")
            % {"name": expert.name}
        )
    if expert.named_on is not None and on < expert.named_on:
        raise NotAllowed(_("The expert was named after this day. Check the day."))


def lot_of(expert: Expert, theme_ids: Iterable[int] = ()) -> Lot | None:
    """The lot from which the expert's days come: one of the supplier's, by theme, then by order.

    A lot whose days need a mini-competition comes last: another way is found before it.
    None where the agreement is not divided; refuses a supplier that is in none of the lots.
    """
    framework = expert.supplier.framework
    prefetch_related_objects([framework], "lots__lot_suppliers", "lots__themes")
    lots = list(framework.lots.all())
    own = [
        lot
        for lot in lots
        if any(row.supplier_id == expert.supplier_id for row in lot.lot_suppliers.all())
    ]
    if lots and not own:
        raise NotAllowed(
            _("%(supplier)s is in none of the agreement's lots. Add it to a lot first.")
            % {"supplier": expert.supplier}
        )
    wanted = set(theme_ids)
    own.sort(
        key=lambda lot: (
            lot.ordering == Ordering.MINI_COMPETITION,
            not wanted & {theme.pk for theme in lot.themes.all()},
        )
    )
    return own[0] if own else None
