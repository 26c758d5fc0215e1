"""The part of a decision that tells whether the free service is state aid, why and how much."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import days_words
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.aid import UNDERTAKINGS, Aid, Party, aids_of, euros, parties_of
from talkoot.decisions.rules.content import GRANTING


def aid_part(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    decision: Decision | None = None,
    on: datetime.date | None = None,
) -> dict[str, Any]:
    """A section of the letter: the statement, and the sums where aid is given `on` a day, today
    without one.
    """
    heading = _("State aid")
    if outcome not in GRANTING:
        text = _("The decision grants nothing, so no state aid is given.")
        return {"heading": heading, "paragraphs": [text]}
    parties = parties_of(application)
    aids = aids_of(application, days=days, on=on or timezone.localdate(), decision=decision)
    if aids:
        return {"heading": heading, **_statement(aids, parties)}
    return {"heading": heading, "paragraphs": _no_aid(parties)}


def _no_aid(parties: list[Party]) -> list[str]:
    """Why nobody receives aid: what the office has found and what the companies have told."""
    told = [row for row in parties if row.organisation.kind in UNDERTAKINGS and not row.reason]
    paragraphs = _findings(parties)
    if told and len(parties) == 1:
        text = _(
            "The applicant has told that the work does not serve an economic activity, so the "
            "service is not state aid."
        )
        return [text]
    text = _(
        "%(name)s has told that its work does not serve an economic activity, so the service is "
        "not state aid to it."
    )
    paragraphs += [text % {"name": row.organisation} for row in told]
    public = _(
        "The service supports the applicant's own non-economic public task, so it is not state aid."
    )
    return paragraphs or [public]


def _statement(aids: list[Aid], parties: list[Party]) -> dict[str, Any]:
    first = aids[0]
    statement = _(
        "The service is de minimis aid under Commission Regulation %(regulation)s, worth "
        "%(amount)s as gross grant equivalent: %(days)s, worth %(value)s, less the fee %(fee)s."
    ) % {
        "regulation": first.rule.source,
        "amount": euros(first.whole_eur),
        "days": days_words(first.days),
        "value": euros(first.value_eur),
        "fee": euros(first.fee_eur),
    }
    group = _(
        "Aid to companies of the same group counts as aid to one undertaking. The office records "
        "the aid in the central register within 20 working days."
    )
    paragraphs = [statement, *_division(aids), *_findings(parties), group]
    return {"paragraphs": paragraphs, "rows": [row for aid in aids for row in _sums(aid)]}


def _division(aids: list[Aid]) -> list[str]:
    """How a joint application's value is divided."""
    if aids[0].parts == 1:
        return []
    text = _(
        "%(count)s organisations apply together, and the value is divided evenly between them. "
        "Aid goes to those whose work serves an economic activity: %(names)s."
    )
    return [text % {"count": aids[0].parts, "names": ", ".join(_name(aid) for aid in aids)}]


def _findings(parties: list[Party]) -> list[str]:
    """What the office has found of the parties' activities itself, and why."""
    is_so = _(
        "The programme office has found that the work of %(name)s serves an economic activity: "
        "%(reason)s"
    )
    is_not = _(
        "The programme office has found that the work of %(name)s does not serve an economic "
        "activity, so the service is not state aid to it: %(reason)s"
    )
    return [
        (is_so if row.is_aided else is_not) % {"name": row.organisation, "reason": row.reason}
        for row in parties
        if row.reason
    ]


def _sums(aid: Aid) -> list[list[str]]:
    rows = [
        [_("Value of this aid"), euros(aid.amount_eur)],
        [_("Granted here earlier"), euros(aid.own_eur)],
        [_("Declared by the applicant"), euros(aid.declared_eur)],
        [_("In all in %(years)s years") % {"years": aid.rule.years}, euros(aid.total_eur)],
        [_("Ceiling"), euros(aid.rule.ceiling_eur)],
    ]
    return rows if aid.parts == 1 else [[_("Applicant"), _name(aid)], *rows]


def _name(aid: Aid) -> str:
    return str(aid.party.organisation) if aid.party else ""
