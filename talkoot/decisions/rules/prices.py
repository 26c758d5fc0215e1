"""What the days of a grant cost: the price that the call-off of the case would freeze."""

from decimal import Decimal

from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import AidRule
from talkoot.experts.queries.terms import Terms, terms_of
from talkoot.experts.rules import check_ordering
from talkoot.experts.rules.orders import value_of_days


def value_of(application: Application, days: Decimal, rule: AidRule | None = None) -> Decimal:
    """What the days cost the programme: at the price of a call-off today, else at the rule's."""
    if application.expert is not None:
        return order_value(application, days)
    return days * (rule.day_price_eur if rule else Decimal(0))


def order_value(application: Application, days: Decimal) -> Decimal:
    """What a call-off of the days for the case would be worth today.

    An engagement that was read with the case has ordered its days: their price is frozen. Where
    nothing can be ordered, by the agreement's own price: signing is refused then anyway.
    """
    assert application.expert is not None
    engagement = application._state.fields_cache.get("engagement")
    if engagement is not None:
        order = engagement.call_off
        return value_of_days(days, order.unit_price_eur, order.half_day_price_eur)
    try:
        return order_terms(application).value_of(days)
    except NotAllowed:
        return days * application.expert.supplier.framework.day_price_eur


def order_terms(application: Application) -> Terms:
    """What a call-off for the case would be made on today; refuses as terms_of does."""
    assert application.expert is not None
    return terms_of(
        application.expert,
        case_number=application.number,
        on=timezone.localdate(),
        theme_ids=[theme.pk for theme in application.themes.all()],
    )


def checked_terms(application: Application) -> Terms:
    """The terms on which days can be called off for the case; refuses when no day could be."""
    terms = order_terms(application)
    check_ordering(terms.lot, is_competed=terms.competition_id is not None)
    return terms
