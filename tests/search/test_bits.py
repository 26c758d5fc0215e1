"""Sets of ids as whole numbers: few ids or many, it is the same set."""

import random

import pytest

from talkoot.search.bits import bits_of, flags_of, ids_of, members_of


@pytest.mark.parametrize("count", [0, 1, 50, 900])
def test_set_holds_its_ids_and_no_others(count):
    ids = random.Random(count).sample(range(1000), count)
    bits = bits_of(ids)
    assert bits == sum(1 << one for one in ids)
    assert list(ids_of(bits)) == sorted(ids)
    for asked in (range(1, 2000, 100), range(2000)):  # Few and many.
        assert members_of(bits, asked) == [one in ids for one in asked]
    assert list(flags_of(bits)) == [one in ids for one in range(max(ids, default=0) + 1)]


def test_nobody_is_asked_about():
    assert members_of(bits_of([3]), []) == []
