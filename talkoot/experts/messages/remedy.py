"""How an award may be challenged, in words.

Source: Act on Public Procurement 1397/2016, sections 132–135 (correction of a procurement) and
145–149 (appeal to the Market Court; section 146: of an order within a framework agreement only by
leave; section 147: within 30 days once its contract has been made without a standstill); section
128: a decision that is sent electronically has been learnt on the day of sending.
Local Government Act 410/2015, chapter 16.
"""

from django.utils.translation import gettext as _

from talkoot.experts.models import Procurement
from talkoot.experts.rules.procurement import Appeal, appeal_of
from talkoot.programmes.models import RemedyRegime

MARKET_COURT = "Radanrakentajantie 5, 00520 Helsinki, markkinaoikeus@oikeus.fi, asiointi.oikeus.fi"


def remedy_paragraphs(procurement: Procurement) -> list[str]:
    """The instruction, by the value and the way of the procurement and by who decides."""
    appeal = appeal_of(procurement)
    if appeal == Appeal.NONE:
        return [*_correction(procurement), _below(procurement)]
    by_leave = appeal == Appeal.BY_LEAVE
    return [*_correction(procurement), *_market_court(procurement, needs_leave=by_leave)]


def _correction(procurement: Procurement) -> list[str]:
    contact = {"office": procurement.programme.office.name, "contact": _contact(procurement)}
    return [
        _(
            "Correction of the procurement: whoever took part in the procurement may demand that "
            "%(office)s corrects its decision (Act on Public Procurement 1397/2016, sections "
            "132–135). The demand is made in writing within 14 days of the day on which you "
            "learnt of the decision. A decision sent by e-mail has been learnt on the day of "
            "sending, unless you show otherwise; that day is not counted."
        )
        % contact,
        _(
            "Address the demand to %(contact)s. State what you demand and on what grounds, and "
            "attach the documents to which you refer."
        )
        % contact,
    ]


def _contact(procurement: Procurement) -> str:
    programme = procurement.programme
    return ", ".join(filter(None, [programme.office.name, programme.contact_email]))


def _below(procurement: Procurement) -> str:
    if procurement.programme.remedy_regime == RemedyRegime.MUNICIPAL:
        return _(
            "The value is below the national threshold, so the decision cannot be appealed to the "
            "Market Court. Rectification of the decision may be requested of the same office "
            "within 14 days of receipt of the decision (Local Government Act 410/2015, chapter 16)."
        )
    return _(
        "The value is below the national threshold, so the decision cannot be appealed to the "
        "Market Court."
    )


def _market_court(procurement: Procurement, *, needs_leave: bool) -> list[str]:
    found = [
        _(
            "Appeal to the Market Court: the decision may also be appealed in writing to the "
            "Market Court within 14 days of the day on which you learnt of the decision with this "
            "instruction; that day is not counted. A demand for correction does not make the time "
            "of the appeal longer."
        ),
        _(
            "The appeal states the decision, the changes demanded and their grounds, your name and "
            "contact details. The decision and proof of the day on which you learnt of it are "
            "attached. The Market Court: %(address)s. A court fee is charged (Act 1455/2015)."
        )
        % {"address": MARKET_COURT},
        _(
            "Whoever appeals must tell of it in writing to %(contact)s, at the latest when the "
            "appeal is lodged (section 148)."
        )
        % {"contact": _contact(procurement)},
    ]
    if needs_leave:
        found.insert(
            1,
            _(
                "This is an order within a framework agreement: the Market Court examines the "
                "appeal only if it gives leave for it (section 146). Say in the appeal why leave "
                "should be given."
            ),
        )
        found.insert(
            1,
            _(
                "The contract on such an order may be made without a standstill. Once it has been "
                "made so, the time of the appeal is 30 days instead of 14 (section 147)."
            ),
        )
    return found
