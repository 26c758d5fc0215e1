"""The levels of diffusion: they rise by what their rule names and by nothing else."""

import dataclasses
import itertools
import random

import pytest

from talkoot.practices.rules.levels import (
    CONDITIONS,
    NUMBERS,
    YES_OR_NO,
    Facts,
    conditions,
    level_of,
    numbers_with,
)

BREAKTHROUGH = Facts(
    use=True, evidence=2, adopters=16, independent=16, regions=5, sizes=2, growth=1,
    reach=16.0, years=1, established=60.0, answers=5, benefit=4, replaced=50.0, jury=True,
)  # fmt: skip


def facts(**found):
    return dataclasses.replace(Facts(), **found)


@pytest.mark.parametrize(
    ("found", "level"),
    [
        (facts(), 0),
        (facts(use=True), 0),
        (facts(use=True, evidence=2), 1),
        (facts(evidence=3), 0),
        (facts(adopters=1), 2),
        (facts(adopters=5, independent=5, regions=2), 2),
        (facts(adopters=5, independent=5, regions=3), 3),
        (facts(adopters=15, independent=15, regions=5, sizes=2, growth=0), 3),
        (facts(adopters=15, independent=15, regions=5, sizes=2, growth=1), 4),
        (facts(adopters=5, independent=5, regions=5, sizes=2, growth=1, reach=10), 4),
        (BREAKTHROUGH, 5),
        (dataclasses.replace(BREAKTHROUGH, reach=15.9, years=2), 4),
        (dataclasses.replace(BREAKTHROUGH, reach=15.9, years=3), 5),
        (dataclasses.replace(BREAKTHROUGH, jury=False), 4),
        (dataclasses.replace(BREAKTHROUGH, answers=4), 4),
        (dataclasses.replace(BREAKTHROUGH, growth=0), 3),
        (dataclasses.replace(BREAKTHROUGH, is_published=False), 0),
    ],
)
def test_level_of(found, level):
    assert level_of(found, NUMBERS) == level


def test_conditions_of_the_level_agree_with_the_level():
    for level in (1, 2, 3, 4, 5):
        met = {row.name: row.is_met for row in conditions(level, BREAKTHROUGH, NUMBERS)}
        assert all(any(met[name] for name in names) for names in CONDITIONS[level])


NAMES = [field.name for field in dataclasses.fields(Facts) if field.name != "is_published"]


def random_facts(dice):
    return Facts(
        **{
            name: dice.random() < 0.7 if name in YES_OR_NO else dice.choice([0, 1, 2, 4, 5, 16, 60])
            for name in NAMES
        }
    )


@pytest.mark.parametrize("seed", range(200))
def test_level_rises_only_by_what_its_rule_names(seed):
    """Raise one fact at a time: the level never falls, and rises only if its rule names it."""
    dice = random.Random(seed)
    before = random_facts(dice)
    level = level_of(before, NUMBERS)
    for name in NAMES:
        raised = True if name in YES_OR_NO else getattr(before, name) + dice.choice([1, 10, 100])
        after = level_of(dataclasses.replace(before, **{name: raised}), NUMBERS)
        assert after >= level
        if after > level:
            named = set(itertools.chain(*CONDITIONS[after]))
            if "candidate" in named:
                named |= set(itertools.chain(*CONDITIONS[4]))
            assert name in named


def test_office_s_numbers_take_the_place_of_the_usual_ones():
    assert numbers_with({"adopters_2": 3, "unknown": 1}) == {**NUMBERS, "adopters_2": 3}
    assert level_of(facts(adopters=2), numbers_with({"adopters_2": 3})) == 0
