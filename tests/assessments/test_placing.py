"""Balanced assignment: as full as can be, never a disqualified person, always the same."""

from collections import Counter
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.assessments.rules.placing import Case, Plan, Reader, explanation_text, gap_text, place


def loads(plan: Plan) -> Counter[int]:
    return Counter(choice.reader for choice in plan.choices)


def test_load_is_even():
    plan = place([Case(n) for n in range(12)], [Reader(n, 20) for n in range(4)], each=2)
    assert set(loads(plan).values()) == {6}
    assert plan.gaps == []


def test_competence_comes_before_a_small_difference_in_load():
    readers = [Reader(1, 20, frozenset({7})), Reader(2, 20)]
    plan = place([Case(1, frozenset({7})), Case(2, frozenset({7}))], readers, each=1)
    assert loads(plan) == {1: 2}
    assert plan.choices[0].facts["themes"] == 1


def test_a_region_is_spread():
    cases = [Case(n, region="11") for n in range(2)] + [Case(n + 2, region="01") for n in range(2)]
    plan = place(cases, [Reader(1, 20), Reader(2, 20)], each=1)
    regions = {reader: set() for reader in (1, 2)}
    for choice in plan.choices:
        regions[choice.reader].add(cases[choice.case].region)
    assert regions == {1: {"11", "01"}, 2: {"11", "01"}}


def test_room_is_made_by_handing_over():
    """Reader 1 is the only one for case 2, but took case 1 first: it goes on to reader 2."""
    readers = [Reader(1, 1, frozenset({9})), Reader(2, 1)]
    plan = place([Case(1, frozenset({9})), Case(2)], readers, each=1, barred={(2, 2)})
    assert plan.gaps == []
    assert {(c.case, c.reader) for c in plan.choices} == {(2, 1), (1, 2)}


def test_what_is_taken_stays_and_counts():
    plan = place([Case(1), Case(2)], [Reader(1, 2), Reader(2, 2)], each=1, taken={(1, 1)})
    assert [(choice.case, choice.reader) for choice in plan.choices] == [(2, 2)]


def test_a_gap_tells_why():
    plan = place([Case(1)], [Reader(1, 1), Reader(2, 0)], each=2, barred={(1, 1)})
    [gap] = plan.gaps
    assert (gap.missing, gap.disqualified, gap.full) == (2, 1, 1)
    assert "2" in gap_text(gap)


def test_explanation_in_words():
    text = explanation_text({"themes": 2, "load": 3, "is_least_loaded": True, "region": 0})
    assert "2" in text
    assert "3" in text


sizes = st.integers(0, 4)


@st.composite
def problems(draw):
    cases = [
        Case(
            n, frozenset(draw(st.sets(st.integers(1, 3), max_size=2))), draw(st.sampled_from("ab"))
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    readers = [
        Reader(100 + n, draw(st.integers(0, 3)), frozenset(draw(st.sets(st.integers(1, 3)))))
        for n in range(draw(st.integers(0, 4)))
    ]
    pairs = [(case.key, reader.key) for case, reader in product(cases, readers)]
    barred = set(draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else [])
    return cases, readers, draw(st.integers(1, 2)), barred


def most_possible(cases, readers, each, barred) -> int:
    """The largest number of assignments, by trying all."""
    best = 0
    options = []
    for case in cases:
        able = [reader.key for reader in readers if (case.key, reader.key) not in barred]
        options.append([c for size in range(each + 1) for c in combinations(able, size)])
    capacity = {reader.key: reader.capacity for reader in readers}
    for chosen in product(*options):
        used = Counter(key for group in chosen for key in group)
        if all(count <= capacity[key] for key, count in used.items()):
            best = max(best, sum(used.values()))
    return best


@settings(max_examples=150)
@given(problems())
def test_any_plan_is_lawful_full_and_repeatable(problem):
    cases, readers, each, barred = problem
    plan = place(cases, readers, each=each, barred=barred)
    pairs = [(choice.case, choice.reader) for choice in plan.choices]
    assert len(pairs) == len(set(pairs))
    assert not barred & set(pairs)
    capacity = {reader.key: reader.capacity for reader in readers}
    assert all(count <= capacity[key] for key, count in loads(plan).items())
    assert all(count <= each for count in Counter(case for case, _reader in pairs).values())
    assert len(pairs) == most_possible(cases, readers, each, barred)
    assert sum(gap.missing for gap in plan.gaps) == each * len(cases) - len(pairs)
    assert place(reversed(cases), reversed(readers), each=each, barred=barred) == plan
