"""Which shares the pages show of a programme: those whose intervals the worker computes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from talkoot.surveys.models import Item, Round, Tally
from talkoot.surveys.results import conventions
from talkoot.surveys.results.counting import WHOLE
from talkoot.surveys.results.reading import Sources, read_rows, sums_of

Share = tuple[int, int]  # count, n


def shares_of(programme: int) -> set[Share]:
    """(count, n) of every share of each round and of the sets of rounds that have pages."""
    opened = Round.objects.filter(programme=programme).exclude(state=Round.State.PLANNED)
    rounds = list(opened.select_related("questionnaire"))
    sets = _sets(rounds)
    names = Tally.objects.filter(round__in=rounds, item_code=WHOLE).order_by()
    found: set[Share] = set()
    for dimension in names.values_list("dimension", flat=True).distinct():
        found |= _alone(rounds, dimension)
        for sources in sets:
            found |= _together(sources, dimension)
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


def _alone(rounds: list[Round], dimension: str) -> set[Share]:
    """The shares of each round."""
    asked = Sources(rounds).asked
    forms = {one.pk: one.questionnaire_id for one in rounds}
    found: set[Share] = set()
    wanted = _Wanted()
    rows = Tally.objects.filter(
        round__in=rounds, dimension=dimension, n__gte=conventions.LEAST_FOR_INTERVAL
    )
    for row in read_rows(rows.exclude(item_code=WHOLE).order_by()):
        item = asked.get((forms[row["round_id"]], row["item_code"]))
        if item is not None:
            found.update(wanted.of(item, row["n"], row["counts"]))
    return found


def _together(sources: Sources, dimension: str) -> set[Share]:
    """The shares that a page of these rounds shows."""
    found: set[Share] = set()
    wanted = _Wanted()
    for audience in sources.audiences:
        for group in sums_of(sources, audience, dimension=dimension).values():
            for code, count in group.counts.items():
                found.update(wanted.of(sources.items[code], count.n, count.options))
    return found


class _Wanted:
    """The shares that are shown of an item; its options are worked out once."""

    def __init__(self) -> None:
        self.options: dict[int, tuple[list[str], frozenset[str]]] = {}

    def of(self, item: Item, n: int, options: Mapping[str, int]) -> Iterable[Share]:
        if n < conventions.LEAST_FOR_INTERVAL:
            return []
        if item.pk not in self.options:
            codes = [code for code, _text in conventions.options_in_order(item)]
            self.options[item.pk] = codes, conventions.positive_codes(item)
        codes, positive = self.options[item.pk]
        shares = [(options.get(code, 0), n) for code in codes]
        if positive:
            shares.append((sum(options.get(code, 0) for code in positive), n))
        return shares
