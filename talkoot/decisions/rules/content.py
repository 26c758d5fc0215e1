"""What a decision must hold before it is signed.

Sources: Administrative Procedure Act 434/2003, section 44 (content) and section 45 (reasons: the
facts and rules that led to the result; a reference to another document is no reason); section 21
(transfer); terms of the programme (days).
"""

import hashlib
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import lacks_expert
from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import Decision

Outcome = Decision.Outcome
GRANTING = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})

# Words that only point elsewhere, in the three languages.
REFERENCE = re.compile(
    r"\b(ks|kts|katso|liit(e|teessä|teen|teestä|teet)|muistio\w*|pöytäkir\w+|lausun\w+|päätöksest\w+"
    r"|ilmene\w+|esitet\w+|mukaise\w+|perustelu\w*|erilli\w+|asiakirj\w+|hakemukse\w+|oheise\w+"
    r"|se|bilag\w*|framgår|enligt|promemori\w+|protokoll\w*|motivering\w*|utlåtande\w*|handling\w*"
    r"|see|attach\w+|annex\w*|appendix|memo\w*|minutes|document\w*|reason\w*|stated|given"
    r"|separate\w*|application)\b",
    re.IGNORECASE,
)
POINTER = re.compile(
    r"\b(ks|kts|katso|liit(e|teessä|teen|teestä|teet)|muistio\w*|pöytäkir\w+|lausun\w+|oheise\w+"
    r"|erilli\w+|se bilag\w*|bilag\w*|promemori\w+|protokoll\w*|utlåtande\w*"
    r"|see|attached|attachment\w*|annex\w*|appendix|memo\w*|minutes)\b",
    re.IGNORECASE,
)
# What a draft leaves for a person to tell.
PROMPT = re.compile(r"\[[^\[\]]{3,}\]")
# Fewer letters than this besides the reference tell no fact.
FACT_LETTERS = 40

Problem = tuple[str, str]


def draft_mark(draft: Decision | None) -> str:
    """Changes when anybody saves another draft; empty without one."""
    if draft is None:
        return ""
    words = (draft.outcome, draft.reasons, draft.conditions, draft.transferred_to)
    saved = (*words, f"{draft.days:.1f}", draft.is_by_post, draft.edited_by_id)
    return hashlib.sha256(repr(saved).encode()).hexdigest()[:20]


class DraftChanged(NotAllowed):
    """Somebody saved another draft in between; the page shows both texts."""


def check_seen(draft: Decision | None, seen: str | None, *, by: Any) -> None:
    """Refuse to write over a draft that is not the one that was seen. Hold the case's lock."""
    if draft is None or seen is None or seen == draft_mark(draft):
        return
    if draft.edited_by_id == by.pk:
        raise DraftChanged(
            _(
                "You saved another draft in another window while you were writing this one. "
                "Compare them; if you send again, this one takes its place."
            )
        )
    raise DraftChanged(
        _(
            "%(name)s saved another draft while you were writing yours. Compare them below; if "
            "you send again, yours takes its place and the other one stays in the log."
        )
        % {"name": draft.edited_by}
    )


def is_mere_reference(reasons: str) -> bool:
    """The text sends the reader to another document and tells no fact itself."""
    if not POINTER.search(reasons):
        return False
    rest = REFERENCE.sub("", POINTER.sub("", reasons))
    return sum(letter.isalpha() for letter in rest) < FACT_LETTERS


def content_problem(
    application: Application,
    *,
    outcome: str,
    days: Any,
    reasons: str,
    transferred_to: str = "",
) -> Problem | None:
    """The first thing to correct, as the field's name and a sentence; None when all is well."""
    return (
        _reasons_problem(reasons)
        or _transfer_problem(outcome, transferred_to)
        or _days_problem(application, outcome, Decimal(days or 0))
    )


def check_content(
    application: Application,
    *,
    outcome: str,
    days: Any,
    reasons: str,
    transferred_to: str = "",
) -> None:
    """Refuse a decision without reasons, or whose days do not fit its outcome or the call."""
    problem = content_problem(
        application, outcome=outcome, days=days, reasons=reasons, transferred_to=transferred_to
    )
    if problem:
        raise NotAllowed(problem[1])


def _reasons_problem(reasons: str) -> Problem | None:
    if not reasons.strip():
        return "reasons", _("Write the reasons: a decision without reasons cannot be signed.")
    if PROMPT.search(reasons):
        return "reasons", _(
            "Complete what stands in square brackets: only a person can tell it. Then remove the "
            "brackets."
        )
    if is_mere_reference(reasons):
        return "reasons", _(
            "The reasons only refer to another document. Tell here which facts and rules led to "
            "the decision."
        )
    return None


def _transfer_problem(outcome: str, transferred_to: str) -> Problem | None:
    if outcome == Outcome.TRANSFERRED and not transferred_to.strip():
        return "transferred_to", _("Enter the authority to which the application is transferred.")
    return None


def _days_problem(application: Application, outcome: str, days: Decimal) -> Problem | None:
    if outcome not in GRANTING:
        if not days:
            return None
        if outcome == Outcome.REFUSED:
            return "days", _("A refusal grants no days. Set the days to 0.")
        return "days", _("This decision grants no days. Set the days to 0.")
    if problem := amount_problem(application, days):
        return problem
    asked = application.days_requested
    if outcome == Outcome.GRANTED and asked is not None and days < asked:
        return "outcome", _(
            "Fewer days are granted than were applied for (%(days)s), so choose “granted in part”."
        ) % {"days": days_text(asked)}
    if lacks_expert(application):
        return "days", _("No expert has been chosen, so days cannot be granted.")
    return None


def amount_problem(application: Application, days: Decimal) -> Problem | None:
    """Days that a grant cannot have in the call."""
    if days <= 0:
        return "days", _("Enter how many days are granted.")
    if days > application.call.max_days:
        return "days", _("At most %(days)s days can be granted in this call.") % {
            "days": days_text(application.call.max_days)
        }
    return None
