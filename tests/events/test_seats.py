"""Who of the line gets a seat: the pure rule."""

from collections import Counter
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.events.rules.seats import Need, Party, can_ever_fit, claims_of, seated

SEAT = ("pool", None)


def need(key, *, role="staff", session=None, pool=None, organisation=""):
    return Need(key, claims_of(pool=pool, session=session, organisation=organisation, role=role))


def alone(key, **fields):
    return Party((need(key, **fields),))


def team(*keys, **fields):
    return Party(tuple(need(key, **fields) for key in keys), is_whole=True)


def test_seats_go_by_arrival():
    assert seated([alone(1), alone(2), alone(3)], {SEAT: 2}) == [1, 2]


def test_no_limit_seats_everybody():
    assert seated([alone(1), team(2, 3)], {}) == [1, 2, 3]


def test_whole_team_keeps_the_seats_until_it_fits():
    line = [team(1, 2, 3), alone(4)]
    assert seated(line, {SEAT: 2}) == []
    assert seated(line, {SEAT: 3}) == [1, 2, 3]
    assert seated(line, {SEAT: 4}) == [1, 2, 3, 4]


def test_nothing_is_kept_after_registration_has_closed():
    assert seated([team(1, 2, 3), alone(4)], {SEAT: 2}, keeps=False) == [4]


def test_team_kept_out_by_a_quota_keeps_nobody_waiting():
    room = {SEAT: 5, ("role", "management"): 1}
    assert seated([team(1, 2, role="management"), alone(3)], room) == [3]


def test_person_of_a_full_session_does_not_stop_the_other_session():
    room = {SEAT: 5, ("session", 1): 0, ("session", 2): 1}
    assert seated([alone(1, session=1), alone(2, session=2)], room) == [2]


def test_pools_are_apart_and_quotas_concern_the_general_one():
    room = {SEAT: 0, ("pool", 7): 1, ("role", "staff"): 0}
    assert seated([alone(1), alone(2, pool=7)], room) == [2]


def test_team_bigger_than_the_series_never_fits():
    assert not can_ever_fit([need(1), need(2)], {SEAT: 1})


ROLES = st.sampled_from(["staff", "management", "supervisor"])
SIZES = st.integers(1, 5)
PARTY = st.tuples(SIZES, ROLES, st.sampled_from([None, 1, 2]), st.booleans())
PARTIES = st.lists(PARTY, max_size=8)

# A busy machine draws slowly.
CALM = settings(suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(PARTIES, st.integers(0, 12), st.integers(0, 6), st.integers(0, 6))
def test_no_limit_is_broken_and_nobody_is_overtaken(rows, seats, session_seats, role_seats):
    line, keys = [], iter(range(1000))
    for size, role, session, is_whole in rows:
        needs = tuple(need(next(keys), role=role, session=session) for _ in range(size))
        line.append(Party(needs, is_whole=is_whole))
    room = {SEAT: seats, ("session", 1): session_seats, ("role", "management"): role_seats}
    chosen = seated(line, room)
    assert len(set(chosen)) == len(chosen)
    needs = {one.key: one for party in line for one in party.needs}
    used = Counter(claim for key in chosen for claim in needs[key].claims)
    assert all(used[claim] <= count for claim, count in room.items())
    for party in line:
        came = [one.key in chosen for one in party.needs]
        assert not party.is_whole or all(came) or not any(came)
    # Of those who need the very same, the earlier is never left out for a later one.
    single = [party.needs[0] for party in line if not party.is_whole and len(party.needs) == 1]
    for early, late in pairwise(single):
        if early.claims == late.claims and late.key in chosen:
            assert early.key in chosen


@CALM
@given(PARTIES, st.integers(0, 12), st.integers(0, 12))
def test_more_seats_never_take_a_seat_away(rows, seats, more):
    line, keys = [], iter(range(1000))
    for size, role, _session, is_whole in rows:
        needs = tuple(need(next(keys), role=role) for _ in range(size))
        line.append(Party(needs, is_whole=is_whole))
    assert set(seated(line, {SEAT: seats})) <= set(seated(line, {SEAT: seats + more}))
