"""Nobody works out of everything that is shown what fewer than five people answered.

Each answer of these rounds is an option of its own, so that a shown number tells whose answers are
in it; the whole surface is then a matrix, a row for each number, a column for each person.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from talkoot.surveys import results
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Item, Round
from talkoot.surveys.results import Audience, suppression
from tests.factories.surveys import make_item, make_questionnaire, make_response, make_round

NAMES = ("region", "kind")
REGIONS, KINDS = ("a", "b", "c"), ("x", "y")
Person = str
Numbers = set[frozenset[Person]]


@dataclass(frozen=True)
class Plan:
    """A round to be made: (region, kind) of each that answers, and whether it asks people."""

    people: tuple[tuple[str, str], ...]
    viewpoint: str = "individual"
    has_gaps: bool = False


plans = st.lists(
    st.builds(
        Plan,
        st.lists(
            st.tuples(st.sampled_from(REGIONS), st.sampled_from(KINDS)), min_size=1, max_size=16
        ).map(tuple),
        st.sampled_from(["individual", "organisation"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def make_rounds(plans: Iterable[Plan]) -> Iterator[Round]:
    """The rounds one after another, each answered and closed; `name-i` is the person's answer."""
    questionnaire = make_questionnaire()
    questionnaire.items.all().delete()
    make_item(questionnaire, code="who", kind=Item.Kind.ONE)
    for number, plan in enumerate(plans):
        survey = make_round(
            questionnaire, mode="confidential", viewpoint=plan.viewpoint, state="closed"
        )
        for place, (region, kind) in enumerate(plan.people):
            name = f"{number}-{place}"
            answer = "" if plan.has_gaps and place % 5 == 4 else name
            make_response(survey, {"who": answer}, groups={"region": region, "kind": kind})
        yield survey


def people_of(result: results.ItemResult | None) -> frozenset[Person]:
    """Whose answers the number counts; of a hidden one nothing is told."""
    if result is None or result.is_hidden:
        assert result is None or (result.n, result.options, result.mean) == (None, (), None)
        return frozenset()
    people = {option.code for option in result.options if option.count}
    assert len(people) == result.n
    return frozenset(people)


def surface(rounds: list[Round]) -> Numbers:
    """Every number that the public can ask for of these rounds, in any union of them."""
    numbers: Numbers = set()
    several = [
        chosen
        for size in range(1, len(rounds) + 1)
        for chosen in itertools.combinations(rounds, size)
    ]
    for chosen in several:
        numbers.add(people_of(results.together(chosen, Audience.PUBLIC).item("who")))
        for dimension in ("region", "kind"):
            for group in results.split(chosen, dimension, Audience.PUBLIC):
                numbers.add(people_of(group.item("who")))
    for point in results.trend(rounds, "who", Audience.PUBLIC):
        numbers.add(people_of(point.result))
    return numbers - {frozenset()}


def told_apart(numbers: Numbers, least: int = 5) -> list[set[Person]]:
    """Sets of fewer than `least` people of whom the numbers tell something apart.

    People that the same numbers count are one column with a weight; a set is told apart if the
    numbers are less independent without its columns: then some combination of them concerns it
    alone.
    """
    everybody = sorted(set().union(*numbers)) if numbers else []
    rows = sorted(numbers, key=sorted)
    columns: dict[tuple[int, ...], list[Person]] = {}
    for person in everybody:
        columns.setdefault(tuple(int(person in row) for row in rows), []).append(person)
    members = list(columns.values())
    if not rows:
        return []
    # Columns are dependent in the null space where taking them away loses independence.
    kernel = null_space(np.array(list(columns)).T.astype(float))
    small = [place for place, people in enumerate(members) if len(people) < least]
    found = []
    for size in range(1, least):
        chosen = [
            places
            for places in itertools.combinations(small, size)
            if sum(len(members[place]) for place in places) < least
        ]
        ranks = np.linalg.matrix_rank(kernel[np.array(chosen)], tol=1e-8) if chosen else []
        found += [
            {one for place in places for one in members[place]}
            for places, rank in zip(chosen, ranks, strict=True)
            if rank < size
        ]
    return found


def attack(plans: Iterable[Plan]) -> list[set[Person]]:
    """Look at everything after each round has closed, and put all that was ever seen together."""
    rounds: list[Round] = []
    numbers: Numbers = set()
    for survey in make_rounds(plans):
        rounds.append(survey)
        tally_rounds()
        numbers |= surface(rounds)
    return told_apart(numbers)


def decided(plans: list[Plan]) -> Numbers:
    """All that is shown of the rounds' answers, by the decision alone, in any union of rounds."""
    people: dict[int, dict[Person, tuple[str, str]]] = {}
    rounds = []
    for number, plan in enumerate(plans):
        people[number] = {
            f"{number}-{place}": pair
            for place, pair in enumerate(plan.people)
            if not (plan.has_gaps and place % 5 == 4)
        }
        atoms = Counter(tuple(zip(NAMES, pair, strict=True)) for pair in people[number].values())
        rounds.append((number, atoms))
    numbers: Numbers = set()
    # What is shown after each round, all of it together.
    for count in range(1, len(rounds) + 1):
        settled = suppression.settle(rounds[:count])
        numbers |= {
            frozenset(one for key in block for one in people[key])
            for block in settled.totals.values()
        }
        for (_round, name, group), block in settled.groups.items():
            numbers.add(
                frozenset(
                    one
                    for key in block
                    for one, pair in people[key].items()
                    if pair[NAMES.index(name)] == group
                )
            )
    return numbers - {frozenset()}


@given(plans)
@settings(max_examples=150)
def test_nothing_decided_concerns_fewer_than_five(plans):
    assert told_apart(decided(plans)) == []


MIXED = [
    Plan(tuple((REGIONS[n % 3], KINDS[n % 2]) for n in range(18))),
    Plan((("a", "x"), ("b", "y"), ("b", "x")), has_gaps=True),
    Plan(tuple((REGIONS[n % 2], KINDS[n // 5 % 2]) for n in range(11)), has_gaps=True),
    Plan((("c", "y"),) * 4),
]


def test_nothing_shown_concerns_fewer_than_five(db, programme):
    """The same through everything that can be asked for, with the answers in the database."""
    assert attack(MIXED) == []


def test_attack_finds_what_a_single_rule_would_leave():
    """The attack is worth its name: it sees through each of these."""
    everybody = {str(number) for number in range(12)}
    some = {str(number) for number in range(9)}
    assert told_apart({frozenset(everybody), frozenset(some)}) == [{"9", "10", "11"}]
    halves = [{str(n) for n in range(12) if n % 2 == part} for part in (0, 1)]
    shifted = [{str(n) for n in range(12) if (n % 2 == part) != (n == 0)} for part in (0, 1)]
    assert told_apart({frozenset(one) for one in [*halves, *shifted]}) == [{"0"}]
    assert told_apart({frozenset(everybody)}) == []


REMAINDER = [Plan((("a", "x"),) * 8 + (("b", "x"),) * 3)]
DIFFERENCE = [Plan((("a", "x"),) * 7 + (("b", "x"),) * 2 + (("b", "y"),) * 6)]
SMALL = [Plan((("a", "x"),) * 6), Plan((("a", "x"),) * 3)]
LATER = [Plan((("a", "x"),) * 3), Plan((("a", "x"),) * 3), Plan((("a", "x"),) * 2)]


def without_remainder(sizes, limits, *, at_most=1000):
    return [name for name in sizes if name and sizes[name] >= limits.least][:at_most]


def without_difference(columns, step, **_more):
    return True


NO_LIMITS = suppression.Limits(1, 1)
OFF = {
    # What the remainder rule leaves, the difference rule would catch too.
    "remainder": (
        REMAINDER,
        {"shown_groups": without_remainder, "holds": without_difference},
    ),
    "difference": (DIFFERENCE, {"holds": without_difference}),
    "threshold": (SMALL, {"ORDINARY": NO_LIMITS}),
    "time": (LATER, {"ORDINARY": NO_LIMITS}),
}


@pytest.mark.parametrize("name", OFF)
def test_attack_succeeds_when_a_rule_is_off(db, programme, monkeypatch, name):
    plans, rules = OFF[name]
    suppression._own_split.cache_clear()
    assert attack(plans) == []
    Round.objects.all().delete()
    suppression._own_split.cache_clear()
    for rule, off in rules.items():
        monkeypatch.setattr(suppression, rule, off)
    assert attack(plans)
    suppression._own_split.cache_clear()


def test_groups_below_the_threshold_take_the_next_smallest_along():
    limits = suppression.ORDINARY
    assert suppression.shown_groups({"a": 8, "b": 6, "c": 3}, limits) == ["a"]
    assert suppression.shown_groups({"a": 8, "b": 6, "c": 3, "d": 2}, limits) == ["a", "b"]
    assert suppression.shown_groups({"a": 7, "b": 3}, limits) == []
    assert suppression.shown_groups({"a": 7, "b": 5}, limits) == ["a", "b"]
    assert suppression.shown_groups({"a": 25, "b": 19, "c": 10}, suppression.SENSITIVE) == ["a"]
    assert suppression.shown_groups({"a": 25, "": 3}, limits) == []


def test_small_rounds_wait_until_they_are_enough_and_never_change():
    atom = ((("kind", "x")),)
    rounds = [(key, Counter({atom: number})) for key, number in enumerate([3, 2, 4, 1, 9])]
    settled = suppression.settle(rounds)
    assert settled.totals == {0: (0, 1), 1: (0, 1), 2: (2, 3), 3: (2, 3), 4: (4,)}
    for number in range(1, 5):
        earlier = suppression.settle(rounds[:number])
        assert earlier.totals.items() <= settled.totals.items()
        assert earlier.groups.items() <= settled.groups.items()


@pytest.mark.parametrize("seed", range(40))
def test_two_splits_of_one_total_hold_alike_with_and_without_the_exact_test(seed):
    """Rows that cross are unimodular: the quick test modulo two refuses nothing that holds."""
    dice = random.Random(seed)
    columns: Counter[tuple] = Counter()
    for _number in range(dice.randint(8, 60)):
        rows = [f"{name}{dice.randint(1, 4)}" for name in "ab" if dice.random() < 0.9]
        columns[("total", *rows)] += 1
    for step in (1, 2, 3, 5):
        exact = suppression.holds(columns, step)
        assert suppression.holds(columns, step, is_crossing=True) == exact
