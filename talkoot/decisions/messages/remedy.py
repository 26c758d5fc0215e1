"""How a decision may be challenged, in words: the instruction and the counting of its last day.

Sources: Administrative Procedure Act 434/2003, sections 46-49 and chapter 7 a; Local Government
Act 410/2015, chapter 16; Administrative Judicial Procedure Act 808/2019.
"""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import closed_day_name, local_date
from talkoot.decisions.rules.remedy import REMEDY_DAYS, deadline_of, has_remedy
from talkoot.programmes.models import Programme, RemedyRegime

Rows = list[list[str]]


def counting(calculation: dict[str, Any]) -> Rows:
    """The counting of the last day step by step: label and value."""
    if not calculation:
        return []
    days = {
        name: datetime.date.fromisoformat(calculation[name])
        for name in ("sent_on", "received_on", "last_day", "deadline_on")
    }
    if calculation["is_by_post"]:
        sent = _("%(day)s by post") % {"day": local_date(days["sent_on"])}
        received = _("%(day)s, the seventh day after sending, unless otherwise shown")
    else:
        sent = _("%(day)s electronically") % {"day": local_date(days["sent_on"])}
        received = _("%(day)s, the third day after sending, unless otherwise shown")
    rows = [
        [_("Sent"), sent],
        [_("Deemed received"), received % {"day": local_date(days["received_on"])}],
        [
            _("Period"),
            _("%(days)s days; the day of receipt is not counted") % {"days": calculation["days"]},
        ],
        [_("The period ends"), local_date(days["last_day"])],
    ]
    if calculation["moved_because"]:
        rows.append([_("Offices are closed on that day"), closed_day_name(days["last_day"])])
    return [*rows, [_("Last day"), local_date(days["deadline_on"])]]


def remedy_part(
    programme: Programme, calculation: dict[str, Any], *, outcome: str = ""
) -> dict[str, Any]:
    """The part of a letter that tells how to challenge the decision."""
    heading = _("How to challenge the decision")
    if outcome and not has_remedy(outcome):
        return {"heading": heading, "paragraphs": [_no_remedy(programme)]}
    paragraphs = remedy_paragraphs(programme, calculation)
    return {"heading": heading, "paragraphs": paragraphs, "rows": counting(calculation)}


def remedy_paragraphs(programme: Programme, calculation: dict[str, Any]) -> list[str]:
    """How the decision may be challenged, by the regime under which its last day is counted."""
    contact = {"office": programme.office.name, "email": programme.contact_email}
    day = local_date(deadline_of(calculation))
    regime = RemedyRegime(calculation["regime"])
    if regime == RemedyRegime.PRIVATE:
        return _reconsideration(contact, day)
    if regime == RemedyRegime.MUNICIPAL:
        source = _("Local Government Act 410/2015, chapter 16")
    else:
        source = _("Administrative Procedure Act 434/2003, chapter 7 a")
    return _rectification(contact, day, REMEDY_DAYS[regime], source)


def _no_remedy(programme: Programme) -> str:
    if programme.remedy_regime == RemedyRegime.PRIVATE:
        return _(
            "The transfer does not settle the matter, so its reconsideration cannot be asked for. "
            "The receiver handles the application and tells how its decision can be challenged."
        )
    return _(
        "The transfer does not settle the matter or leave it unexamined, so it cannot be appealed "
        "(Administrative Judicial Procedure Act 808/2019, section 6). The receiving authority "
        "handles the application and tells how its decision can be challenged."
    )


def _reconsideration(contact: dict[str, str], deadline: str) -> list[str]:
    return [
        _(
            "The decider is not a public authority, so no statutory appeal is available. You "
            "may ask for reconsideration in writing by %(deadline)s."
        )
        % {"deadline": deadline},
        _(
            "Address the request to %(office)s, %(email)s. State the decision, what should be "
            "changed and why."
        )
        % contact,
        _("You can also write the request on the case's page in this service."),
    ]


def _rectification(contact: dict[str, str], deadline: str, days: int, source: str) -> list[str]:
    return [
        _(
            "If you are not satisfied, you may request rectification. The request must arrive "
            "within %(days)s days of receipt of the decision, by %(deadline)s at the latest "
            "(%(source)s)."
        )
        % {"days": days, "source": source, "deadline": deadline},
        _(
            "Address the request to %(office)s, %(email)s. It is made in writing and states the "
            "decision, what change is wanted and on what grounds, with your name and contact "
            "details."
        )
        % contact,
        _(
            "Attach the documents to which you refer, unless the office has them already. You can "
            "also write the request on the case's page in this service. The request is sent at "
            "your own risk: it must have arrived before the office closes on the last day."
        ),
    ]


def appeal_part(programme: Programme, calculation: dict[str, Any]) -> dict[str, Any]:
    """How a decision on a request may be appealed: nothing further where no statute gives it."""
    heading = _("How to appeal this decision")
    if calculation["regime"] == RemedyRegime.PRIVATE:
        text = _(
            "The decider is not a public authority, so no statutory appeal is available. This "
            "decision is final in the programme."
        )
        return {"heading": heading, "paragraphs": [text]}
    if calculation["regime"] == RemedyRegime.MUNICIPAL:
        ground = _(
            "The decision may be appealed to the administrative court on the ground that it was "
            "made in the wrong order, beyond the authority's powers or otherwise against the law "
            "(Local Government Act 410/2015, section 135)."
        )
    else:
        ground = _(
            "The decision may be appealed to the administrative court (Administrative Judicial "
            "Procedure Act 808/2019, section 7)."
        )
    return {
        "heading": heading,
        "paragraphs": [ground, *_appeal_steps(programme, calculation)],
        "rows": counting(calculation),
    }


def _appeal_steps(programme: Programme, calculation: dict[str, Any]) -> list[str]:
    return [
        _(
            "The appeal must arrive within %(days)s days of receipt of the decision, by "
            "%(deadline)s at the latest, at the administrative court in whose judicial district "
            "%(office)s is. It can be made at asiointi.oikeus.fi/hallintotuomioistuimet."
        )
        % {
            "days": calculation["days"],
            "deadline": local_date(deadline_of(calculation)),
            "office": programme.office.name,
        },
        _(
            "The appeal states the decision, what change is wanted and on what grounds, and the "
            "appellant's name and contact details. Attach the decision, an account of the day of "
            "its receipt and the documents to which you refer."
        ),
        _("The court may charge a fee (Act on Court Fees 1455/2015)."),
    ]
