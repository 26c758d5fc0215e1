"""The part of a decision that tells whether the free service is state aid, why and how much."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import days_words
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.aid import UNDERTAKINGS, aid_of, euros, is_aid
from talkoot.decisions.rules.content import GRANTING


def aid_part(
    application: Application, *, outcome: str, days: Decimal, decision: Decision | None = None
) -> dict[str, Any]:
    """A section of the letter: the statement, and the sums where aid is given."""
    heading = _("State aid")
    if outcome not in GRANTING:
        text = _("The decision grants nothing, so no state aid is given.")
    elif application.organisation.kind in UNDERTAKINGS and not is_aid(application):
        text = _(
            "The applicant has told that the work does not serve an economic activity, so the "
            "service is not state aid."
        )
    elif not is_aid(application):
        text = _(
            "The service supports the applicant's own non-economic public task, so it is not "
            "state aid."
        )
    else:
        return {"heading": heading, **_statement(application, days, decision)}
    return {"heading": heading, "paragraphs": [text]}


def _statement(
    application: Application, days: Decimal, decision: Decision | None
) -> dict[str, Any]:
    aid = aid_of(application, days=days, on=timezone.localdate(), decision=decision)
    statement = _(
        "The service is de minimis aid under Commission Regulation %(regulation)s, worth "
        "%(amount)s as gross grant equivalent: %(days)s × %(price)s, less the fee %(fee)s."
    ) % {
        "regulation": aid.rule.source,
        "amount": euros(aid.amount_eur),
        "days": days_words(days),
        "price": euros(aid.day_price_eur),
        "fee": euros(aid.fee_eur),
    }
    group = _(
        "Aid to companies of the same group counts as aid to one undertaking. The office records "
        "the aid in the central register within 20 working days."
    )
    rows = [
        [_("Value of this aid"), euros(aid.amount_eur)],
        [_("Granted here earlier"), euros(aid.own_eur)],
        [_("Declared by the applicant"), euros(aid.declared_eur)],
        [_("In all in %(years)s years") % {"years": aid.rule.years}, euros(aid.total_eur)],
        [_("Ceiling"), euros(aid.rule.ceiling_eur)],
    ]
    return {"paragraphs": [statement, group], "rows": rows}
