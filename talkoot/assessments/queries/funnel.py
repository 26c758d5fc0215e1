"""Which applications go on from a phase, with the reason of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from talkoot.assessments.models import Phase, Selection
from talkoot.assessments.queries import assessable_in, get_application_of
from talkoot.assessments.queries.results import Result, results_of
from talkoot.assessments.rules.funnel import Entry, Verdict, reason_text, verdicts
from talkoot.calls.models import Application
from talkoot.core.access import unbarred


@dataclass(frozen=True)
class Standing:
    """An application in the funnel. Without a `selection` the verdict is what the rule says."""

    application: Application
    result: Result | None
    verdict: Verdict
    selection: Selection | None = None

    @property
    def goes_on(self) -> bool | None:
        return self.verdict.goes_on

    @property
    def is_chosen(self) -> bool:
        return self.selection is not None and self.selection.is_chosen

    @property
    def mean(self) -> float | None:
        return self.result.mean if self.result else None

    @property
    def reason(self) -> str:
        return reason_text(self.verdict.facts, self.selection.grounds if self.selection else "")


def standings(user: Any, phase: Phase) -> list[Standing]:
    """The applications of the phase: those without an answer first, then those that go on by mean.

    In a closed phase also those that have been decided since. Five queries.
    """
    kept = {row.application_id: row for row in phase.selections.all()}
    shown = set(kept) if phase.closed_at else {key for key, row in kept.items() if row.is_chosen}
    rows = {row.pk: row for row in assessable_in(user, phase).select_related("organisation")}
    if phase.closed_at:
        others = Application.objects.filter(pk__in=shown - set(rows))
        rows |= {row.pk: row for row in unbarred(others.select_related("organisation"), user)}
    results = {row.application.pk: row for row in results_of(user, phase)}
    found = verdicts(
        [_entry(key, results.get(key), kept.get(key)) for key in rows],
        way=phase.advance_by,
        points=phase.advance_points,
        count=phase.advance_count,
    )
    return sorted(
        (
            Standing(
                row, results.get(key), _verdict(phase, found[key], kept.get(key)), kept.get(key)
            )
            for key, row in rows.items()
        ),
        key=_order,
    )


def _verdict(phase: Phase, ruled: Verdict, kept: Selection | None) -> Verdict:
    """What stands; after the closing the rule no longer says anything of what came late."""
    if kept is not None:
        return Verdict(kept.goes_on, kept.facts)
    return Verdict(None, {"waits": "person"}) if phase.closed_at else ruled


def _entry(key: int, result: Result | None, kept: Selection | None) -> Entry:
    return Entry(
        key,
        mean=result.mean if result else None,
        failed=result.failed_by_all if result else 0,
        disputed=result.disputed if result else 0,
        chosen=kept.goes_on if kept and kept.is_chosen else None,
        is_assessed=bool(result and result.given),
    )


def _order(row: Standing) -> tuple[Any, ...]:
    place = {None: 0, True: 1, False: 2}[row.goes_on]
    mean = -1.0 if row.mean is None else row.mean
    return place, -mean, row.application.submitted_at, row.application.pk


def get_standing(user: Any, phase: Phase, ref: str) -> tuple[Application, Selection | None]:
    """An application of the phase's call with what stands of it, for the office."""
    application = get_application_of(user, phase, ref)
    return application, phase.selections.filter(application=application).first()


def selections_of(phase: Phase) -> dict[int, Selection]:
    """{application id: what stands} of a phase that the office has closed."""
    rows: Iterable[Selection] = phase.selections.all() if phase.closed_at else ()
    return {row.application_id: row for row in rows}


def selections_on(application: Application) -> list[Selection]:
    """What the closed phases said of the application, in order of time; one query."""
    rows = Selection.objects.filter(application=application, phase__closed_at__isnull=False)
    return list(rows.select_related("phase", "made_by").order_by("made_at", "pk"))


def open_before(phase: Phase) -> Phase | None:
    """The first earlier phase whose closing this one waits for."""
    earlier = Phase.objects.filter(call=phase.call_id, order__lt=phase.order, closed_at=None)
    return earlier.exclude(advance_by=Phase.Advance.ALL).order_by("order").first()


def left_out_before(user: Any, phase: Phase) -> list[tuple[Phase, int]]:
    """[(earlier phase, how many did not go on from it)] of what the person may handle."""
    seen = unbarred(Application.objects.order_by(), user)
    rows = (
        Selection.objects.filter(
            phase__call=phase.call_id,
            phase__order__lt=phase.order,
            phase__closed_at__isnull=False,
            goes_on=False,
            application__in=seen.values("pk"),
        )
        .select_related("phase__call")
        .order_by("phase__order", "pk")
    )
    found: dict[int, tuple[Phase, int]] = {}
    for row in rows:
        found[row.phase_id] = (row.phase, found.get(row.phase_id, (row.phase, 0))[1] + 1)
    return list(found.values())
