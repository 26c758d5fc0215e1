"""Which shares the pages show of a programme: those whose intervals the worker computes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from talkoot.surveys.models import Item, Round, Tally
from talkoot.surveys.results import conventions
from talkoot.surveys.results.building import count_of
from talkoot.surveys.results.counting import WHOLE, Count
from talkoot.surveys.results.reading import Sources, read_rows
from talkoot.surveys.results.shapes import Audience

Share = tuple[int, int]  # count, n
Key = tuple[int, Audience, str, str]  # a set of rounds, for whom, group, item code


def shares_of(programme: int) -> set[Share]:
    """(count, n) of every share of each round and of the sets of rounds that have pages."""
    opened = Round.objects.filter(programme=programme).exclude(state=Round.State.PLANNED)
    rounds = list(opened.select_related("questionnaire"))
    sets = _sets(rounds)
    names = Tally.objects.filter(round__in=rounds, item_code=WHOLE).order_by()
    found: set[Share] = set()
    for dimension in names.values_list("dimension", flat=True).distinct():
        found |= _shares(rounds, sets, dimension)
    return found


def _sets(rounds: list[Round]) -> list[Sources]:
    """All rounds; those of a service, a viewpoint, a questionnaire and of two or three of these."""
    sets: dict[tuple[Any, ...], list[Round]] = defaultdict(list)
    for one in rounds:
        parts = (one.service_id, one.viewpoint, one.questionnaire.code)
        for chosen in range(8):
            key = tuple(part if chosen & 1 << bit else ... for bit, part in enumerate(parts))
            sets[key].append(one)
    several = {frozenset(one.pk for one in members): members for members in sets.values()}
    return [Sources(members) for key, members in several.items() if len(key) > 1]


def _shares(rounds: list[Round], sets: list[Sources], dimension: str) -> set[Share]:
    alone = {one.pk: one for one in rounds}
    sets_of: dict[int, list[tuple[int, Sources]]] = defaultdict(list)
    for place, sources in enumerate(sets):
        for survey in sources.rounds:
            sets_of[survey.pk].append((place, sources))
    everything = Sources(rounds)
    sums: dict[Key, Count] = {}
    found: set[Share] = set()
    wanted = _Wanted()
    rows = Tally.objects.filter(round__in=list(alone), dimension=dimension)
    for row in read_rows(rows.exclude(item_code=WHOLE).order_by()):
        count = count_of(row)
        item = everything.asked.get((alone[row["round_id"]].questionnaire_id, row["item_code"]))
        if item is None or not count.n:
            continue
        found.update(wanted.of(item, count))
        for place, sources in sets_of[row["round_id"]]:
            if not sources.is_same(row["round_id"], row["item_code"]):
                continue
            for audience in sources.audiences:
                if sources.may_see(row, audience):
                    key = (place, audience, row["group"], row["item_code"])
                    if key not in sums:
                        sums[key] = Count()
                    sums[key].add(count)
    for (place, _audience, _group, code), count in sums.items():
        found.update(wanted.of(sets[place].items[code], count))
    return found


class _Wanted:
    """The shares that are shown of an item; its options are worked out once."""

    def __init__(self) -> None:
        self.options: dict[int, tuple[list[str], frozenset[str]]] = {}

    def of(self, item: Item, count: Count) -> Iterable[Share]:
        if count.n < conventions.LEAST_FOR_INTERVAL:
            return
        if item.pk not in self.options:
            codes = [code for code, _text in conventions.options_in_order(item)]
            self.options[item.pk] = codes, conventions.positive_codes(item)
        codes, positive = self.options[item.pk]
        for code in codes:
            yield count.options[code], count.n
        if positive:
            yield sum(count.options[code] for code in positive), count.n
