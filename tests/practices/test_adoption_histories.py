"""Adopting again: earlier moves stand, and a stage begins on the day told."""

import datetime

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.practices.actions import adoptions as actions
from tests.factories.practices import make_adoption

LONG_AGO = datetime.date(2024, 3, 1)


def adopt(practice, user, **fields):
    organisation = user.memberships.get().organisation
    values = {"stage": "in_use", "fidelity": "adapted", "adopted_on": LONG_AGO}
    return actions.adopt(practice, organisation=organisation, by=user, **{**values, **fields})


def moves_of(adoption):
    return list(adoption.moves.values_list("stage", "moved_on"))


def given_up(practice, user, on):
    """In use since LONG_AGO and given up on the day."""
    adoption = adopt(practice, user)
    actions.move_adoption(adoption, stage="dropped", by=user, reason="no_time")
    adoption.moves.filter(stage="dropped").update(moved_on=on)
    return adoption


def test_adopting_again_leaves_what_was_before(practice, outsider):
    left, again = datetime.date(2025, 5, 1), datetime.date(2026, 6, 1)
    adoption = given_up(practice, outsider, left)
    before = [("in_use", LONG_AGO), ("dropped", left)]
    for _press in range(2):
        adopt(practice, outsider, adopted_on=again)
        assert moves_of(adoption) == [*before, ("in_use", again)]
    adoption.refresh_from_db()
    assert adoption.adopted_on == LONG_AGO
    corrected = datetime.date(2026, 5, 2)
    adopt(practice, outsider, adopted_on=corrected)
    assert moves_of(adoption) == [*before, ("in_use", corrected)]


def test_stage_begins_on_its_day_and_not_before_the_one_told_earlier(practice, outsider):
    later, earlier = datetime.date(2025, 6, 1), datetime.date(2024, 1, 10)
    adoption = adopt(practice, outsider, stage="trying")
    with pytest.raises(NotAllowed):
        adopt(practice, outsider, adopted_on=earlier)
    adopt(practice, outsider, adopted_on=later)
    assert moves_of(adoption) == [("trying", LONG_AGO), ("in_use", later)]
    with pytest.raises(NotAllowed):
        adopt(practice, outsider, adopted_on=earlier)
    assert moves_of(adoption)[0] == ("trying", LONG_AGO)


def test_established_from_a_trial_needs_a_day_of_its_own(practice, outsider):
    adoption = adopt(practice, outsider, stage="trying")
    with pytest.raises(NotAllowed):
        adopt(practice, outsider, stage="established")
    used = datetime.date(2025, 1, 2)
    adopt(practice, outsider, stage="established", adopted_on=used)
    expected = [("trying", LONG_AGO), ("in_use", used), ("established", datetime.date(2026, 1, 2))]
    assert moves_of(adoption) == expected


def test_what_nobody_confirmed_is_no_history(practice, outsider):
    organisation = outsider.memberships.get().organisation
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    adopt(practice, outsider, stage="trying")
    assert moves_of(waiting) == [("trying", LONG_AGO)]
