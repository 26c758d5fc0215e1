"""Which applications go on from a phase: by points, by rank or by a person's choice.

A phase that lets only some through is closed by the office; then its result stands for each
application with the reason, and the next phase has only those that went on.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments.models import Assignment, Phase, Selection
from talkoot.assessments.rules import UNDECIDED
from talkoot.assessments.rules.grounds import barred_applications
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed

Advance = Phase.Advance
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Entry:
    """What a phase says of an application: the mean, criteria that nobody or only some found met.

    `is_assessed` also by criteria that give no points. `chosen` is a person's choice, which goes
    before the rule.
    """

    key: int
    mean: float | None = None
    failed: int = 0
    disputed: int = 0
    chosen: bool | None = None
    is_assessed: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether the application goes on; None waits for points or for a person's choice."""

    goes_on: bool | None
    facts: dict[str, Any] = field(default_factory=dict)


def verdicts(
    entries: Iterable[Entry], *, way: str, points: Decimal | None = None, count: int | None = None
) -> dict[int, Verdict]:
    """{key: verdict}. Equal means share a rank, so all who share the last place go on.

    What a person has left out takes nobody's place, nor does what fails a criterion.
    """
    rows = list(entries)
    in_race = sorted(
        shown(row.mean)
        for row in rows
        if row.mean is not None and not row.failed and row.chosen is not False
    )
    found = {}
    for row in rows:
        if row.chosen is not None:
            found[row.key] = Verdict(row.chosen)
        elif way == Advance.PERSON:
            found[row.key] = Verdict(None, {"waits": "person"})
        elif row.failed:
            found[row.key] = Verdict(False, {"failed": row.failed})
        elif row.disputed:
            found[row.key] = Verdict(None, {"waits": "dispute"})
        elif row.mean is None:
            found[row.key] = Verdict(None, {"waits": "person" if row.is_assessed else "points"})
        elif way == Advance.POINTS:
            facts = {"mean": shown(row.mean), "points": float(points or 0)}
            found[row.key] = Verdict(facts["mean"] >= facts["points"], facts)
        else:
            rank = 1 + len(in_race) - bisect_right(in_race, shown(row.mean))
            facts = {"mean": shown(row.mean), "rank": rank, "count": count or 0}
            found[row.key] = Verdict(rank <= (count or 0), facts)
    return found


def shown(mean: float) -> float:
    """With the one decimal that pages show (floatformat): what looks equal is equal."""
    return float(Decimal(repr(mean)).quantize(TENTH, ROUND_HALF_UP))


def reason_text(facts: dict[str, Any], grounds: str = "") -> str:
    """Why the application goes on or does not, or what it waits for."""
    if grounds:
        return _("chosen by the office: %(grounds)s") % {"grounds": grounds}
    if waits := facts.get("waits"):
        return {
            "person": _("a person chooses, with grounds"),
            "dispute": _("the assessors differ on whether a criterion is met, so a person chooses"),
            "points": _("nobody has given points yet"),
        }[waits]
    if failed := facts.get("failed"):
        sentence = ngettext(
            "%(count)s criterion is not met", "%(count)s criteria are not met", failed
        )
        return sentence % {"count": failed}
    if "rank" in facts:
        sentence = ngettext(
            "mean %(mean)s, rank %(rank)s; the best %(count)s goes on",
            "mean %(mean)s, rank %(rank)s; the best %(count)s go on",
            facts["count"],
        )
        return sentence % {**facts, "mean": number_format(facts["mean"], 1)}
    if "points" in facts:
        return _("mean %(mean)s; at least %(points)s goes on") % {
            "mean": number_format(facts["mean"], 1),
            "points": number_format(facts["points"], 1),
        }
    return ""


def selection_text(selection: Selection) -> str:
    """What a closed phase said of an application and why, for the case's history."""
    words = {"phase": selection.phase.name}
    words["reason"] = reason_text(selection.facts, selection.grounds)
    if selection.goes_on:
        text = _("Goes on from the phase %(phase)s") % words
    else:
        text = _("Does not go on from the phase %(phase)s") % words
    return f"{text}: {words['reason']}" if words["reason"] else text


def limit_text(phase: Phase) -> str:
    """Which applications go on from the phase, in a sentence."""
    if phase.advance_by == Advance.POINTS:
        points = number_format(float(phase.advance_points or 0), 1)
        return _("Those with a mean of at least %(points)s go on.") % {"points": points}
    if phase.advance_by == Advance.RANK:
        sentence = ngettext(
            "The best %(count)s goes on.", "The best %(count)s go on.", phase.advance_count or 0
        )
        return sentence % {"count": phase.advance_count}
    if phase.advance_by == Advance.PERSON:
        return _("The office chooses those that go on, with grounds.")
    return _("All applications go on.")


def came_to(phase: Phase) -> Q:
    """The condition on applications that have gone on from every earlier phase of the funnel."""
    chosen = Selection.objects.filter(
        phase=OuterRef("pk"),
        phase__closed_at__isnull=False,
        application=OuterRef(OuterRef("pk")),
        goes_on=True,
    )
    earlier = Phase.objects.filter(call=phase.call_id, order__lt=phase.order).order_by()
    missed = earlier.exclude(advance_by=Advance.ALL).filter(~Exists(chosen))
    return ~Q(Exists(missed))


def check_came(phase: Phase, application: Application) -> None:
    """Refuse what has not gone on from an earlier phase."""
    if not Application.objects.filter(came_to(phase), pk=application.pk).exists():
        raise NotAllowed(
            _(
                "This application has not gone on to this phase. Choose on the earlier phase’s "
                "page whether it goes on."
            )
        )


def check_select(user: Any, phase: Phase) -> None:
    """Refuse where all go on, and whoever is disqualified from one of those compared."""
    if not phase.is_funnel:
        raise NotAllowed(
            _("All applications go on from this phase. Change it in the phase’s settings.")
        )
    waits = Q(came_to(phase), call=phase.call_id, state__in=UNDECIDED)
    compared = barred_applications(user).filter(waits | Q(selections__phase=phase))
    if compared.exists():
        raise NotAllowed(
            _(
                "You are disqualified from an application that is compared here, so somebody else "
                "in the office chooses which go on."
            )
        )


def check_unclosed(phase: Phase) -> None:
    """Refuse what would change the result of a phase that the office has closed."""
    if phase.closed_at is not None:
        raise NotAllowed(_("The office has closed this phase. Open it again before you change it."))


def check_later_free(phase: Phase, applications: Iterable[int] | None = None) -> None:
    """Refuse when a later phase already has assignments: of `applications`, or of any."""
    later = Assignment.objects.filter(phase__call=phase.call_id, phase__order__gt=phase.order)
    later = later.exclude(state=Assignment.State.RECUSED)
    if applications is not None:
        later = later.filter(application__in=applications)
    row = later.select_related("application").order_by("pk").first()
    if row is not None:
        raise NotAllowed(
            _(
                "Case %(number)s has already been given out in a later phase. Take it away there "
                "first."
            )
            % {"number": row.application.number}
        )
