"""The words of a slate's decisions, and what stops them: what would be signed, line by line."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone, translation

from talkoot.calls.models import Application
from talkoot.calls.queries import findings_of
from talkoot.calls.rules.criteria import STATE_AGENCY
from talkoot.decisions.messages.drafts import draft_of, drafted_conditions, drafted_reasons
from talkoot.decisions.messages.letter import decision_letter
from talkoot.decisions.models import Decision, Slate, SlateLine
from talkoot.decisions.queries.quotas import quota_stops
from talkoot.decisions.queries.slate_aid import aid_stops
from talkoot.decisions.queries.slates import (
    SlateRow,
    days_left_of,
    decision_of,
    framework_stops,
    load_joint,
    mails_of,
    slate_lines,
    with_call,
)
from talkoot.decisions.rules.content import GRANTING, PROMPT
from talkoot.decisions.rules.slates import line_problem
from talkoot.people.models import User

# What the conditions of a letter read.
FUNDERS = "offering__programme__funding_projects"


def slate_rows(slate: Slate, user: User) -> list[SlateRow]:
    """Every line of the slate with what stops it, whatever their number in the same queries."""
    is_open = slate.state == Slate.State.OPEN
    lines = with_call(slate_lines(slate, user), slate.call)
    mails = mails_of(slate) if any(line.signed_at for line in lines) else {}
    if not is_open:
        return [SlateRow(line, line.problem, mails.get(line.pk)) for line in lines]
    left = days_left_of(lines)
    problems = _problems(slate, lines, user, left)
    return [
        SlateRow(line, problems.get(line.pk, ""), mails.get(line.pk), left.get(line.pk))
        for line in lines
    ]


def _problems(
    slate: Slate, lines: list[SlateLine], user: User, left: dict[int, Decimal]
) -> dict[int, str]:
    prefetch_related_objects([slate.call], "criteria", "quotas")
    if any(row.check_name == STATE_AGENCY for row in slate.call.criteria.all()):
        load_joint(lines)  # The rule looks at them even where nobody can join any more.
    unsigned = [line for line in lines if line.signed_at is None]
    told = {line.pk: line_problem(user, line.application, _weighed(line)) for line in unsigned}
    told |= aid_stops([line for line in unsigned if not told[line.pk]], on=timezone.localdate())
    told |= quota_stops([line for line in unsigned if not told[line.pk]], slate.call)
    return told | framework_stops([line for line in unsigned if not told[line.pk]], left)


def proposal_of(application: Application) -> tuple[str, Any]:
    """Outcome and days of the saved draft, else of the one that the findings lead to."""
    draft = decision_of(application)
    if draft is not None:
        return draft.outcome, draft.days
    with translation.override(application.language):
        words = draft_of(application)
    return words["outcome"], words["days"]


def _weighed(line: SlateLine) -> dict[str, Any]:
    """What is weighed of the words of line_words: all but the conditions, which stop nothing."""
    return {"outcome": line.outcome, "days": line.days, "reasons": _reasons(line)}


def line_words(line: SlateLine) -> dict[str, Any]:
    """The fields that actions.decide takes for the line, in the case's language.

    The saved draft's words where it has the line's outcome, else drafted ones. The line's own
    reason takes the place of what a draft leaves for a person to tell.
    """
    draft = decision_of(line.application)
    return {
        **_weighed(line),
        "conditions": _conditions(line) if line.outcome in GRANTING else "",
        "is_by_post": draft is not None and draft.is_by_post,
    }


def _reasons(line: SlateLine) -> str:
    application, draft = line.application, decision_of(line.application)
    if draft is not None and draft.outcome == line.outcome:
        reasons = draft.reasons
    else:
        with translation.override(application.language):
            findings = findings_of(application)
            reasons = drafted_reasons(application, findings, outcome=line.outcome)
    return _with_reason(reasons, line.reason.strip())


def _conditions(line: SlateLine) -> str:
    draft = decision_of(line.application)
    if draft is not None and draft.outcome == line.outcome:
        return draft.conditions
    with translation.override(line.application.language):
        return drafted_conditions(line.application)


def _with_reason(reasons: str, own: str) -> str:
    if not own or own in reasons:
        return reasons
    if PROMPT.search(reasons):
        return PROMPT.sub(lambda _prompt: own.rstrip("."), reasons, count=1)
    return f"{reasons}\n\n{own}"


def unsigned_lines(slate: Slate, user: User) -> list[SlateLine]:
    """What the person would sign, with all that the letters are made of."""
    lines = with_call(slate_lines(slate, user).filter(signed_at=None), slate.call)
    prefetch_related_objects([slate.call], "criteria")
    return lines


def letter_mark(line: SlateLine) -> str:
    """Changes when the words of the line's letter do, whoever edits them."""
    draft = decision_of(line.application)
    words = {**line_words(line), "days": f"{line.days:.1f}"}
    presenter = None if draft is None else draft.edited_by_id
    said = (sorted(words.items()), presenter, line.application.expert_id)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def fingerprint(lines: Iterable[SlateLine]) -> str:
    """Changes when anything of what would be signed does."""
    lines = list(lines)
    prefetch_related_objects([line.application.call for line in lines], FUNDERS)
    seen = sorted((line.application_id, letter_mark(line)) for line in lines)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


def unsigned_letter(line: SlateLine, *, by: User) -> dict[str, Any]:
    """The letter that the line would send today if `by` signed it, as decision_letter makes it."""
    application = line.application
    draft = decision_of(application)
    decision = Decision(
        application=application, **line_words(line), decided_by=by, is_demo=application.is_demo
    )
    if draft is not None and draft.edited_by != by:
        decision.presented_by = draft.edited_by
    with translation.override(application.language):
        return decision_letter(decision)
