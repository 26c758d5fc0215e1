"""Each route × role × state gives the expected status (tests/matrix.py holds the table)."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.matrix import ROLES, ROWS, SIGN_IN, Row, World
from tests.routes import our_names, routes


def test_every_route_has_a_row():
    missing = sorted(set(our_names()) - {row.name for row in ROWS})
    assert not missing, f"Add rows to tests/matrix.py for these routes: {', '.join(missing)}."


def test_every_row_has_a_route_and_an_answer_for_each_role():
    names = {route.name for route in routes()}
    assert [row.name for row in ROWS if row.name not in names] == []
    assert [str(row) for row in ROWS if len(row.answers) != len(ROLES)] == []


def test_no_row_stands_twice():
    rows = [str(row) for row in ROWS]
    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_route_role_state(db, row: Row, role: str):
    world = World()
    url = reverse(row.name, args=row.args(world)) + row.query
    client = Client()
    user = getattr(world, role)
    if user is not None:
        client.force_login(user)
    response = getattr(client, row.method)(url, data=row.data(world))
    expected = row.answers[ROLES.index(role)]
    given = response.headers.get("Location", response.status_code)
    if expected == SIGN_IN:
        assert str(given).startswith(reverse(settings.LOGIN_URL)), f"{role}: {row} gave {given}"
    elif isinstance(expected, str):
        assert str(given).startswith(expected), f"{role}: {row} gave {given}, not {expected}"
    else:
        assert response.status_code == expected, f"{role}: {row} gave {given}, not {expected}"
