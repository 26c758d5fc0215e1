"""A set of single answers beside the pages tells nothing of fewer than five people."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.surveys.micro.protection import LEAST, protect
from talkoot.surveys.results.suppression import ORDINARY, SENSITIVE, Unit, holds, own_split

PEOPLE = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.booleans()), max_size=60
)


@settings(max_examples=60)
@given(PEOPLE)
def test_each_combination_and_each_difference_is_of_five_or_none(people):
    groups = [{"region": region, "size": size} for region, size, _has in people]
    answered = {"q": [number for number, (*_g, has) in enumerate(people) if has]}
    atoms = Counter(tuple(sorted(row.items())) for row in groups)
    split = own_split(Unit((1,), atoms), ORDINARY)
    valid = Counter(tuple(sorted(groups[number].items())) for number in answered["q"])
    own = own_split(Unit((1,), valid), ORDINARY)
    pages = {"q": [(name, group) for name, shown in own.items() for group in shown]}
    found = protect(groups, answered, shown=split, pages=pages, limits={})
    sizes = Counter(found.groups)
    assert not found.dimensions or min(sizes.values()) >= LEAST
    if "q" in found.left_out:
        return
    counts = Counter(found.groups[number] for number in answered["q"])
    assert min(counts.values()) >= LEAST
    rows = Counter(
        (("all",), *(("page", *pair) for pair in pages["q"] if groups[number][pair[0]] == pair[1]),
         ("set", *found.groups[number]))
        for number in answered["q"]
    )  # fmt: skip
    assert holds(rows, LEAST)


def test_dimensions_come_in_their_order_while_each_combination_has_five():
    people = [{"region": "a" if n < 10 else "b", "size": "x" if n % 2 else "y"} for n in range(20)]
    shown = {"region": {"a", "b"}, "size": {"x", "y"}}
    found = protect(people, {}, shown=shown, pages={}, limits={})
    assert found.dimensions == ["region", "size"]
    found = protect(people[:15], {}, shown=shown, pages={}, limits={})
    assert found.dimensions == ["region"]


def test_hidden_groups_stand_together():
    people = [{"region": name} for name in "aaaaaabbbccc"]
    found = protect(people, {}, shown={"region": {"a"}}, pages={}, limits={})
    assert Counter(found.groups) == {("a",): 6, ("",): 6}


def test_sensitive_questions_need_twenty():
    people = [{} for _number in range(19)]
    answered = {"q": range(19)}
    found = protect(people, answered, shown={}, pages={}, limits={"q": SENSITIVE})
    assert found.left_out == ["q"]
    found = protect([*people, {}], {"q": range(20)}, shown={}, pages={}, limits={"q": SENSITIVE})
    assert found.left_out == []


def test_a_page_beside_the_set_would_tell_of_few():
    # The page shows region a; the set, without regions, would show the other three.
    people = [{"region": "a"}] * 9 + [{"region": "b"}] * 3
    pages = {"q": [("region", "a")]}
    found = protect(people, {"q": range(12)}, shown={}, pages=pages, limits={})
    assert found.left_out == ["q"]
