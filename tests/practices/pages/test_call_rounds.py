"""What the earlier calls of a service brought."""

import datetime

import pytest

from tests.factories.calls import make_application, make_call
from tests.factories.practices import make_practice
from tests.factories.teams import make_harvest, make_team


@pytest.mark.parametrize("count", [1, 3])
def test_earlier_rounds_tell_their_teams_harvests_and_practices(page, call, count):
    for number in range(1, count + 1):
        opens_at = call.opens_at - datetime.timedelta(days=300 * number)
        earlier = make_call(offering=call.offering, opens_at=opens_at)
        teams = [
            make_team(application=make_application(call=earlier, state="approved"), state=state)
            for state in ("finished", "active", "withdrawn")
        ]
        make_harvest(teams[0])
        practice = make_practice(team=teams[0], language="sv")
        make_practice(team=teams[1], state="draft")
    assert "/rounds/" in str(page.get("call", call.slug).links)
    answer = page.get("call-rounds", call.slug, queries=3)
    rounds = answer.context["rounds"]
    assert len(rounds) == count
    for row in rounds:
        assert (row.call.teams, row.call.withdrawn, row.call.harvests) == (3, 1, 1)
        assert len(row.practices) == 1
    assert practice.title in answer.text.replace("\u00ad", "")
    assert f'href="{practice.get_absolute_url()}" lang="sv"' in answer.page.source


def test_first_round_has_no_link_and_an_empty_page(page, call):
    make_call(offering=call.offering, opens_at=call.opens_at, published_at=None)
    assert "/rounds/" not in str(page.get("call", call.slug).links)
    assert page.get("call-rounds", call.slug).context["rounds"] == []
