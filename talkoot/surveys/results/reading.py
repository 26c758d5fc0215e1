"""Results of rounds, read from what the worker has counted and settled."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.models import Invitation, Item, Response, Round, Tally
from talkoot.surveys.results import building
from talkoot.surveys.results.building import Intervals, add_kept, count_of, hidden_item, item_result
from talkoot.surveys.results.conventions import half_up, percent
from talkoot.surveys.results.counting import WHOLE, Count, RoundCount, codes_of
from talkoot.surveys.results.families import cells_of, kept_sums
from talkoot.surveys.results.shapes import (
    Audience,
    GroupResults,
    ItemResult,
    PairResult,
    Results,
    TrendPoint,
)

FIELDS = ("round_id", "item_code", "group", "n", "cannot_say", "missing", "counts", "figures")


def rounds_of(
    programme: Programme, *, service: Any = None, viewpoint: str = "", questionnaire: str = ""
) -> "QuerySet[Round]":
    """The programme's rounds that have opened, oldest first, in all or of one kind."""
    rounds = Round.objects.filter(programme=programme).exclude(state=Round.State.PLANNED)
    if service is not None:
        rounds = rounds.filter(service=service)
    if viewpoint:
        rounds = rounds.filter(viewpoint=viewpoint)
    if questionnaire:
        rounds = rounds.filter(questionnaire__code=questionnaire)
    return rounds.select_related("questionnaire").order_by("opens_on", "pk")


def of_round(survey: Round, audience: Audience) -> Results:
    """The results of one round."""
    return together([survey], audience)


def together(rounds: "Wanted", audience: Audience) -> Results:
    """The results of the rounds as one, over items of the same code; five queries."""
    sources = Sources.of(rounds)
    invited, answered = _answered(sources.rounds)
    answers = Response.objects.filter(round__in=sources.keys).count()
    sums = sums_of(sources, audience, dimension="")
    found = sums.get("", Sum())
    items = _items(sources, found, answered=answers)
    return Results(
        rounds=sources.rounds,
        answered=answers,
        invited=invited,
        response_percent=_whole_percent(answered, invited),
        is_hidden=all(row.is_hidden for row in items),
        why=building.why_hidden(None, sources.rounds),
        is_partial=found.is_partial,
        items=items,
    )


def basis_of(rounds: Iterable[Round]) -> Results:
    """How many were asked and answered, without the items; two queries."""
    rounds = sorted(rounds, key=_by_age)
    invited, answered = _answered(rounds)
    answers = Response.objects.filter(round__in=rounds).count()
    percent_answered = _whole_percent(answered, invited)
    return Results(rounds, answers, invited, percent_answered, False, "", False)


def items_together(rounds: Iterable[Round], audience: Audience) -> Sequence[ItemResult]:
    """The items of `together` alone, for comparing; three queries."""
    sources = Sources(rounds)
    return _items(sources, sums_of(sources, audience, dimension="").get("", Sum()))


def split(rounds: Iterable[Round], dimension: str, audience: Audience) -> list[GroupResults]:
    """The results by the groups of a dimension, one round's or of several together."""
    return splits(rounds, [dimension], audience)[dimension]


def splits(
    rounds: "Wanted", names: Iterable[str], audience: Audience
) -> dict[str, list[GroupResults]]:
    """{dimension: its groups' results}; one query for each dimension, however many groups."""
    sources = Sources.of(rounds)
    sums = {name: sums_of(sources, audience, dimension=name) for name in names}
    counted = (count.n for groups in sums.values() for one in groups.values()
               for count in one.counts.values())  # fmt: skip
    intervals = Intervals(counted)
    found: dict[str, list[GroupResults]] = {}
    for name, groups in sums.items():
        found[name] = []
        for group in sorted(groups):
            items = _items(sources, groups[group], intervals=intervals)
            is_hidden = all(row.is_hidden for row in items)
            why = building.why_hidden(None, sources.rounds) if is_hidden else ""
            found[name].append(GroupResults(name, group, is_hidden, why, items))
    return found


def dimensions(rounds: Iterable[Round]) -> list[str]:
    """The dimensions by which answers of the rounds have been counted, the important first."""
    keys = [survey.pk for survey in rounds]
    rows = Tally.objects.filter(round__in=keys, item_code=WHOLE).exclude(dimension="")
    known = set(rows.values_list("dimension", flat=True).distinct())
    order = list(DIMENSIONS)
    return sorted(known, key=lambda name: (order.index(name) if name in order else 99, name))


def trend(rounds: Iterable[Round], item_code: str, audience: Audience) -> list[TrendPoint]:
    """An item's result in each of the rounds that asked it, oldest first."""
    return trends(rounds, [item_code], audience)[item_code]


def trends(
    rounds: "Wanted", codes: Collection[str], audience: Audience
) -> dict[str, list[TrendPoint]]:
    """{item code: its trend} of several items at once; as many queries as of one."""
    sources = Sources.of(rounds)
    counts = {
        (row["item_code"], row["round_id"]): count_of(row)
        for row in _rows(sources.keys, dimension="", codes=codes)
        if sources.may_see_alone(row, audience)
    }
    intervals = Intervals(count.n for count in counts.values())
    found: dict[str, list[TrendPoint]] = {code: [] for code in codes}
    for code, points in found.items():
        flags = sources.changes_of(code)
        for survey in sources.rounds:
            item = sources.asked.get((survey.questionnaire_id, code))
            if item is None:
                continue
            count = counts.get((code, survey.pk))
            result = (
                item_result(item, code, count, intervals, flags=flags)
                if count and count.n
                else hidden_item(item, code, [survey])
            )
            points.append(TrendPoint(survey, result))
    return found


def of_organisation(rounds: Iterable[Round], organisation: Organisation) -> Results:
    """What the organisation itself answered, by name, in identified rounds; shown to its own."""
    named = [survey for survey in rounds if survey.mode == Round.Mode.IDENTIFIED]
    sources = Sources(named)
    whole, answers = Sum(), 0
    for survey in sources.rounds:
        rows = Response.objects.filter(round=survey, organisation=organisation)
        counted = RoundCount(sources.items_of(survey))
        counted.add_all(rows)
        answers += counted.responses.total()
        for code in counted.codes if counted.responses else ():
            whole.counts.setdefault(code, Count()).add(counted.total(code))
    invited, answered = _answered(sources.rounds, organisation)
    items = _items(sources, whole, answered=answers)
    is_hidden = not answers
    rate = _whole_percent(answered, invited)
    return Results(sources.rounds, answers, invited, rate, is_hidden, "", False, items)


def pairs(of: "Round | Sources", audience: Audience) -> list[PairResult]:
    """What the same people answered before, in the round before this one, and now."""
    sources = of if isinstance(of, Sources) else Sources([of])
    [survey] = sources.rounds
    rows = {
        row["item_code"]: row["figures"].get("pairs") for row in _rows(sources.keys, dimension="")
    }
    earlier = Round.objects.in_bulk({found["before"] for found in rows.values() if found})
    is_open_book = audience == Audience.OFFICE and survey.mode == Round.Mode.IDENTIFIED
    results = []
    for code, found in rows.items():
        item = sources.asked.get((survey.questionnaire_id, code))
        if not found or item is None or found["before"] not in earlier:
            continue
        before = earlier[found["before"]]
        is_in_full = is_open_book and before.mode == Round.Mode.IDENTIFIED
        text = building.text_of(item, code)
        if not (found["is_shown"] or is_in_full):
            why = building.why_hidden(item, [])
            results.append(PairResult(code, text, before, survey, is_hidden=True, why=why))
            continue
        results.append(
            PairResult(
                code,
                text,
                before,
                survey,
                n=found["n"],
                before_mean=_decimal(found["before_mean"]),
                after_mean=_decimal(found["after_mean"]),
                change=_decimal(found["change"]),
                low=_decimal(found["low"]),
                high=_decimal(found["high"]),
                only_before=found["only_before"],
                only_after=found["only_after"],
            )
        )
    return results


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def can_show_texts(survey: Round, item: Item, audience: Audience) -> bool:
    """The open answers to the item may be read: the limits are those of its results."""
    if audience == Audience.OFFICE and survey.mode == Round.Mode.IDENTIFIED:
        return True
    result = of_round(survey, audience).item(item.code)
    return result is not None and not result.is_hidden


def _by_age(survey: Round) -> tuple[str, int]:
    return str(survey.opens_on or ""), survey.pk


@dataclass
class Sum:
    """What may be seen of a set of rounds, or of one group of it, by item code."""

    counts: dict[str, Count] = field(default_factory=dict)
    is_partial: bool = False


class Sources:
    """The rounds asked for and the items they ask; one query, one more for a queryset.

    What reads results takes rounds or these; a file that reads much of them gets the items once.
    """

    @classmethod
    def of(cls, rounds: "Wanted") -> "Sources":
        return rounds if isinstance(rounds, Sources) else cls(rounds)

    def __init__(self, rounds: Iterable[Round]) -> None:
        self.rounds = sorted(rounds, key=_by_age)
        self.by_key = {survey.pk: survey for survey in self.rounds}
        self.keys = set(self.by_key)
        # Of rounds that protect their people everybody sees the same.
        is_named = any(survey.mode == Round.Mode.IDENTIFIED for survey in self.rounds)
        self.audiences = list(Audience) if is_named else [Audience.PUBLIC]
        newest = dict.fromkeys(
            survey.questionnaire_id for survey in reversed(self.rounds)
        )  # The newest first.
        self._items: dict[int, list[Item]] = {key: [] for key in newest}
        rows = Item.objects.filter(questionnaire__in=newest).exclude(kind=Item.Kind.FILE)
        for item in rows.select_related("section").order_by(
            F("section__order").asc(nulls_first=True), "order"
        ):
            self._items[item.questionnaire_id].append(item)
        self.asked = {
            (key, code): item
            for key, items in self._items.items()
            for item in items
            for code in codes_of(item)
        }
        # The wording of the newest round stands for all.
        self.items: dict[str, Item] = {}
        for (__, code), item in self.asked.items():
            self.items.setdefault(code, item)

    def items_of(self, survey: Round) -> list[Item]:
        return self._items[survey.questionnaire_id]

    def is_same(self, round_id: int, code: str) -> bool:
        """The round asked the item in the way in which the newest one did."""
        return self.is_alike(self.by_key[round_id].questionnaire_id, code)

    def is_alike(self, questionnaire: int, code: str) -> bool:
        item = self.asked.get((questionnaire, code))
        return item is not None and item.kind == self.items[code].kind

    def changes_of(self, code: str) -> list[str]:
        """Sentences that tell how the item has changed from round to round."""
        wordings = {
            (item.text_fi, str(item.options))
            for (__, known), item in self.asked.items()
            if known == code
        }
        return [_("The wording has changed between the rounds.")] if len(wordings) > 1 else []

    def is_in_full(self, round_id: int, audience: Audience) -> bool:
        is_identified = self.by_key[round_id].mode == Round.Mode.IDENTIFIED
        return is_identified and audience == Audience.OFFICE

    def may_see(self, row: Mapping[str, Any], audience: Audience, keys: Set[int]) -> bool:
        """The row is shown among these: all the rounds are there that it is shown with."""
        if self.is_in_full(row["round_id"], audience):
            return True
        block = row["figures"].get("block")
        return bool(block) and keys >= set(block)

    def may_see_alone(self, row: Mapping[str, Any], audience: Audience) -> bool:
        is_own = row["figures"].get("block") == [row["round_id"]]
        return is_own or self.is_in_full(row["round_id"], audience)


Wanted = Iterable[Round] | Sources


def _rows(
    rounds: Collection[int], *, dimension: str, codes: Collection[str] = ()
) -> Iterable[dict[str, Any]]:
    rows = Tally.objects.filter(round__in=rounds, dimension=dimension)
    rows = rows.filter(item_code__in=codes) if codes else rows.exclude(item_code=WHOLE)
    return read_rows(rows)


def read_rows(rows: "QuerySet[Tally]") -> Iterator[dict[str, Any]]:
    """The rows with FIELDS as they are stored; their values are shared, so nobody changes them."""
    texts = rows.annotate(
        counts_text=Cast("counts", TextField()), figures_text=Cast("figures", TextField())
    )
    columns = (*FIELDS[:-2], "counts_text", "figures_text")
    for *plain, counts, figures in texts.values_list(*columns).iterator(chunk_size=2000):
        yield dict(zip(FIELDS, (*plain, _parsed(counts), _parsed(figures)), strict=True))


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Any:
    """Small counts and the rounds of a block recur in thousands of rows."""
    return json.loads(text)


def sums_of(sources: Sources, audience: Audience, *, dimension: str) -> dict[str, Sum]:
    """{group: what may be seen of it}; a group of which nothing may be seen has no counts.

    Of whole families their kept sums are read, of the other rounds their tallies.
    """
    sums: dict[str, Sum] = {}
    left = set(sources.keys)
    for kept in kept_sums(sources.rounds, audience, dimension) if len(left) > 1 else ():
        left.difference_update(kept.rounds)
        for cell in cells_of(kept):
            found = sums.setdefault(cell.group, Sum())
            if sources.is_alike(cell.questionnaire, cell.code):
                found.counts.setdefault(cell.code, Count()).add(cell.sum)
                found.is_partial |= cell.is_partial
    for row in _rows(left, dimension=dimension) if left else ():
        found = sums.setdefault(row["group"], Sum())
        code = row["item_code"]
        if not sources.is_same(row["round_id"], code):
            continue
        if sources.may_see(row, audience, left):
            if code not in found.counts:
                found.counts[code] = Count()
            add_kept(found.counts[code], row)
        else:
            found.is_partial = True
    return sums


def _items(
    sources: Sources, found: Sum, *, answered: int | None = None, intervals: Intervals | None = None
) -> Sequence[ItemResult]:
    intervals = intervals or Intervals(count.n for count in found.counts.values())
    results = []
    for code, item in sources.items.items():
        count = found.counts.get(code)
        if count is None or not count.n:
            results.append(hidden_item(item, code, sources.rounds))
            continue
        flags = sources.changes_of(code) if len(sources.rounds) > 1 else []
        whole = None if found.is_partial else answered
        result = item_result(item, code, count, intervals, answered=whole, flags=flags)
        results.append(result)
    return results


def _answered(
    rounds: Collection[Round], organisation: Organisation | None = None
) -> tuple[int, int]:
    """How many were invited, and how many of them answered."""
    keys = [survey.pk for survey in rounds]
    invitations = Invitation.objects.filter(round__in=keys).exclude(sent_at=None)
    if organisation is not None:
        invitations = invitations.filter(organisation=organisation)
    sums = invitations.aggregate(
        invited=CountRows("pk"), answered=CountRows("pk", filter=Q(has_answered=True))
    )
    return sums["invited"], sums["answered"]


def _whole_percent(part: int, whole: int) -> int | None:
    return int(half_up(percent(part, whole), 0)) if whole else None
