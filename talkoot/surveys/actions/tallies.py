"""Counting answers into tallies, and settling what of them is shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count as CountRows
from django.db.models import F, Q
from django.utils import timezone

from talkoot.core.collecting import seldom_collected
from talkoot.surveys.actions.families import keep_family_sums
from talkoot.surveys.actions.intervals import keep_intervals
from talkoot.surveys.actions.tally_rows import NewTally, write_rows
from talkoot.surveys.models import FamilySum, Round, Tally
from talkoot.surveys.queries import items_of
from talkoot.surveys.results import needs, pairing
from talkoot.surveys.results.counting import WHOLE, Count, RoundCount, count_round
from talkoot.surveys.results.families import Family
from talkoot.surveys.results.suppression import (
    MARK,
    YES,
    Atom,
    Limits,
    Settled,
    Shown,
    Unit,
    limits_of,
    own_split,
    settle,
)
from talkoot.surveys.rules import LEAST_ANSWERS

MOST_AT_ONCE = 100  # closed rounds counted in one transaction, for its memory
Row = TypeVar("Row", Tally, NewTally)
Kind = tuple[str, str, bool]  # item code, kind, whether sensitive
Valid = dict[Kind, Counter[Atom]]


@seldom_collected()
def tally_rounds() -> int:
    """Count what is due: closed rounds once, open ones as answers come; returns how many rounds.

    Protected rounds are counted while open only when five new answers have come. What has been
    counted is settled with the other rounds of its family; what pages show of whole families is
    summed and its intervals are computed.
    """
    closed, answered = _due_closed(), _due_open()
    for survey in answered:
        with transaction.atomic():
            _count_open(_locked(survey.pk))
    for form in {survey.questionnaire_id for survey in closed}:
        items_of(form)  # Remembered, which inside a transaction nothing is.
    for start in range(0, len(closed), MOST_AT_ONCE):
        with transaction.atomic():
            _count_for_good(closed[start : start + MOST_AT_ONCE])
    touched = {survey.programme_id for survey in [*closed, *answered]}
    # What waited for others, or for a worker that was stopped.
    for family in _unsettled() - {Family.of(survey) for survey in closed}:
        with transaction.atomic():
            settle_family(family)
        touched.add(family.programme)
    keep_family_sums()
    for programme in sorted(touched):
        keep_intervals(needs.shares_of(programme))
    return len(closed) + len(answered)


def _locked(key: int) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("questionnaire")
    return rows.get(pk=key)


def _count_for_good(closed: Iterable[Round]) -> None:
    """Count closed rounds in their order, then settle their families; each row is written once."""
    fresh: dict[int, Slim] = {}
    rows: dict[Family, list[NewTally]] = defaultdict(list)
    for survey in closed:
        fresh[survey.pk], its_rows = _count_closed(_locked(survey.pk))
        rows[Family.of(survey)] += its_rows
    for family, new in rows.items():
        settle_family(family, fresh, new)


def _due_closed() -> list[Round]:
    """Closed rounds that have not been counted for good, in the order of their closing."""
    closed = Round.objects.filter(state=Round.State.CLOSED).select_related("questionnaire")
    final = Tally.objects.filter(item_code=WHOLE, dimension="", figures__has_key="is_final")
    return list(closed.exclude(pk__in=final.values("round")).order_by("closes_on", "pk"))


def _due_open() -> list[Round]:
    """Open rounds with new answers."""
    answered = Round.objects.filter(state=Round.State.OPEN).annotate(
        answer_count=CountRows("responses")
    )
    named = Q(mode=Round.Mode.IDENTIFIED) & ~Q(answer_count=F("tallied_count"))
    step = Q(answer_count__gte=F("tallied_count") + LEAST_ANSWERS)
    return list(answered.filter(named | step).order_by("pk"))


def _count_open(survey: Round) -> None:
    """The answers so far. Of a protected round the newest five always wait, for each item."""
    counted = count_round(survey)
    if survey.mode == Round.Mode.IDENTIFIED:
        _write(survey, counted, _rows_of(survey, counted), {})
        return
    before = {row.item_code: row for row in survey.tallies.filter(dimension="")}
    rows = [
        _stepped(survey, code, counted.total(code), before.get(code), limits_of(item.is_sensitive))
        for code, item in counted.codes.items()
    ]
    _write(survey, counted, rows, {})


def _stepped(survey: Round, code: str, now: Count, before: Tally | None, limits: Limits) -> Tally:
    """What was counted a step ago is shown when a whole step of answers has come after it."""
    figures: dict[str, Any] = before.figures if before else {}
    shown = before if before and figures.get("block") else None
    waiting = figures.get("next")
    if waiting is None:
        waiting = _kept(now) if now.n >= limits.least else None
    elif now.n - waiting["n"] >= limits.step:
        shown = Tally(**{**waiting, "figures": {"sum": waiting["figures"].get("sum", "0")}})
        waiting = _kept(now)
    row = Tally(round=survey, item_code=code, n=0)
    if shown:
        row.n, row.cannot_say, row.missing = shown.n, shown.cannot_say, shown.missing
        row.counts = shown.counts
        row.figures = {"block": [survey.pk], "sum": shown.figures.get("sum", "0")}
    if waiting:
        row.figures["next"] = waiting
    return row


def _kept(count: Count) -> dict[str, Any]:
    return {
        "n": count.n,
        "cannot_say": count.cannot_say,
        "missing": count.missing,
        "counts": dict(count.options),
        "figures": {"sum": str(count.total)} if count.total else {},
    }


class Slim:
    """What settling needs of a round's counts."""

    def __init__(self, counted: RoundCount) -> None:
        self.responses = counted.responses
        self.kinds = {
            code: (code, item.kind, item.is_sensitive) for code, item in counted.codes.items()
        }
        self.valid = {code: counted.valid(code) for code in counted.codes}


def _count_closed(survey: Round) -> tuple[Slim, list[NewTally]]:
    """Count the round for good; its rows are written when what is shown of it has been settled."""
    before = pairing.earlier_round(survey)
    whole: dict[str, Any] = {"is_final": True}
    if before is not None:
        whole["before"] = before.pk
        sentinel = before.tallies.get(item_code=WHOLE, dimension="")
        sentinel.figures["after"] = survey.pk
        sentinel.save(update_fields=["figures"])
    counted = count_round(survey)
    _write(survey, counted, [], whole)
    return Slim(counted), _rows_of(survey, counted)


def _rows_of(survey: Round, counted: RoundCount) -> list[NewTally]:
    """The rows of a round, with nothing settled yet."""
    rows = []
    for code in counted.codes:
        rows.append(NewTally(survey.pk, code, **_kept(counted.total(code))))
        for (dimension, group), count in counted.by_group(code).items():
            kept = _kept(count)
            rows.append(NewTally(survey.pk, code, dimension=dimension, group=group, **kept))
    return rows


def _write(
    survey: Round, counted: RoundCount, rows: Iterable[Tally | NewTally], whole: dict[str, Any]
) -> None:
    """Put the rows in place of the earlier ones, with how many answered in all and by group."""
    number = counted.responses.total()
    sizes: Counter[tuple[str, str]] = Counter()
    for atom, size in counted.responses.items():
        for pair in atom:
            sizes[pair] += size
    if survey.state != Round.State.CLOSED and survey.mode != Round.Mode.IDENTIFIED:
        sizes.clear()
    wholes = [NewTally(survey.pk, WHOLE, number, figures=whole)]
    wholes += [
        NewTally(survey.pk, WHOLE, size, dimension, group)
        for (dimension, group), size in sizes.items()
        if not dimension.startswith(MARK)
    ]
    survey.tallies.all().delete()
    write_rows([*wholes, *rows])
    survey.tallied_count, survey.tallied_at = number, timezone.now()
    survey.save(update_fields=["tallied_count", "tallied_at"])


def _unsettled() -> "set[Family]":
    """The families with a round that has been counted and not looked at since."""
    new = Tally.objects.filter(
        item_code=WHOLE, dimension="", figures__has_key="is_final", round__state=Round.State.CLOSED
    ).exclude(figures__has_key="is_settled")
    rows = new.values_list(
        "round__programme",
        "round__service",
        "round__viewpoint",
        "round__questionnaire__code",
        "round__mode",
    )
    return {Family(*row[:4], row[4] == Round.Mode.IDENTIFIED) for row in rows.distinct()}


def settle_family(
    family: Family, fresh: Mapping[int, Slim] | None = None, new: Sequence[NewTally] = ()
) -> None:
    """Settle what is shown of the rounds that wait; what has been settled stays.

    `fresh` are the counts that are at hand, `new` the rows that have not been written yet. The
    family's sums go, as they hold no longer; keep_family_sums makes them anew.
    """
    FamilySum.objects.filter(programme=family.programme, family=family.name).delete()
    wholes = {
        row.round_id: row
        for row in Tally.objects.filter(round__in=family.rounds(), item_code=WHOLE, dimension="")
    }
    waiting = [
        survey for survey in family.rounds() if not wholes[survey.pk].figures.get("is_settled")
    ]
    rows = list(Tally.objects.filter(round__in=waiting).exclude(item_code=WHOLE))
    done = {
        (row.round_id, row.item_code)
        for row in rows
        if not row.dimension and row.figures.get("is_done")
    }
    found = Lattice(waiting, fresh or {}, done)
    settled = found.settled()
    _rewrite(found.write(rows, settled))
    found.write(new, settled)
    write_rows(new)
    for survey in waiting:
        whole = wholes[survey.pk]
        whole.figures["is_settled"] = survey.pk in found.all_done(settled)
        whole.save(update_fields=["figures"])
    for survey in waiting:
        if "before" in wholes[survey.pk].figures:
            _mark_earlier(wholes[survey.pk].figures["before"])
    later = {whole.figures.get("after") for whole in wholes.values()}
    _keep_pairs({one.pk for one in waiting} | (later - {None}))


def _rewrite(rows: list[Tally]) -> None:
    """Save the figures of many rows; an update row by row would take minutes."""
    Tally.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["figures"],
    )


def _mark_earlier(key: int) -> None:
    """Split the round that had been settled by who answered the later one, where that holds."""
    survey = Round.objects.select_related("questionnaire").get(pk=key)
    rows = Tally.objects.filter(round=key).exclude(item_code=WHOLE)
    shared = {row.item_code for row in rows if row.figures.get("block", [key]) != [key]}
    settled = [row for row in rows if not row.dimension and row.figures.get("is_done")]
    settled = [row for row in settled if row.item_code not in shared]
    counted = count_round(survey, pairing.marks_of(survey))
    allowed = own_split(Unit((key,), counted.responses), limits_of(False))
    for row in settled:
        limits = limits_of(counted.codes[row.item_code].is_sensitive)
        split = own_split(Unit((key,), counted.valid(row.item_code)), limits, allowed)
        row.figures["marks"] = [mark for mark in pairing.MARKS if mark in split]
    _rewrite(settled)


def _keep_pairs(keys: set[int]) -> None:
    """Write what the pairs of these rounds with the rounds before them tell, and if it is shown.

    That is when both rounds may be split by having answered the other, too.
    """
    for survey in Round.objects.filter(pk__in=keys).select_related("questionnaire"):
        found = pairing.pairs_of(survey)
        if not found:
            continue
        earlier = next(iter(found.values()))["before"]
        theirs = {
            row.item_code: row.figures.get("marks", [])
            for row in Tally.objects.filter(round=earlier, dimension="")
        }
        rows = list(survey.tallies.filter(dimension="", item_code__in=found))
        for row in rows:
            is_shown = pairing.BEFORE in row.figures.get("marks", [])
            is_shown &= pairing.AFTER in theirs.get(row.item_code, [])
            row.figures["pairs"] = {**found[row.item_code], "is_shown": is_shown}
        _rewrite(rows)


@dataclass
class Lattice:
    """Rounds of a family, counted, with the items that are done left out."""

    rounds: Sequence[Round]
    fresh: Mapping[int, Slim]
    done: set[tuple[int, str]]

    def __post_init__(self) -> None:
        self.valid: dict[Kind, list[tuple[int, Counter[Atom]]]] = defaultdict(list)
        self.allowed: dict[int, Shown] = {}
        self.kinds: dict[int, dict[str, Kind]] = {}
        for survey in self.rounds:
            marks = pairing.marks_of(survey)
            slim = None if marks else self.fresh.get(survey.pk)
            slim = slim or Slim(count_round(survey, marks))
            unit = Unit((survey.pk,), slim.responses)
            limits = limits_of(False)
            self.allowed[survey.pk] = own_split(unit, limits) if unit.n >= limits.least else {}
            self.kinds[survey.pk] = slim.kinds
            for code, kind in slim.kinds.items():
                if (survey.pk, code) not in self.done:
                    self.valid[kind].append((survey.pk, slim.valid[code]))

    def settled(self) -> dict[Kind, Settled]:
        return {
            kind: settle(rounds, limits_of(kind[2]), allowed=self.allowed)
            for kind, rounds in self.valid.items()
        }

    def all_done(self, settled: dict[Kind, Settled]) -> set[int]:
        """The rounds of which no item waits."""
        return {
            key
            for key, kinds in self.kinds.items()
            if all(
                (key, code) in self.done or key in settled[kind].done
                for code, kind in kinds.items()
            )
        }

    def write(self, rows: Iterable[Row], settled: dict[Kind, Settled]) -> list[Row]:
        """Set the blocks on the rows; returns those that changed."""
        changed = []
        for row in rows:
            kind = self.kinds[row.round_id].get(row.item_code)
            if kind is None or (row.round_id, row.item_code) in self.done:
                continue
            found = settled[kind]
            figures = dict(row.figures)
            if row.dimension:
                block = found.groups.get((row.round_id, row.dimension, row.group))
            else:
                block = found.totals.get(row.round_id)
                figures["marks"] = [
                    mark for mark in pairing.MARKS if (row.round_id, mark, YES) in found.groups
                ]
                figures["is_done"] = row.round_id in found.done
            if block:
                figures["block"] = list(block)
            if figures != row.figures:
                row.figures = figures
                changed.append(row)
        return changed
