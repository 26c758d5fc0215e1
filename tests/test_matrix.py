"""Each route × role × state gives the expected status (tests/matrix_rows.py holds the table)."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from talkoot.people.models import User
from tests.matrix import ROLES, SIGN_IN, Expected, Row, World
from tests.matrix_rows import ROWS
from tests.routes import our_names, routes


def test_every_route_has_a_row():
    missing = sorted(set(our_names()) - {row.name for row in ROWS})
    assert not missing, f"Add rows to tests/matrix_rows.py for these routes: {', '.join(missing)}."


def test_every_row_has_a_route_and_an_answer_for_each_role():
    names = {route.name for route in routes()}
    assert [row.name for row in ROWS if row.name not in names] == []
    assert [str(row) for row in ROWS if len(row.answers) != len(ROLES)] == []


def test_no_row_stands_twice():
    rows = [str(row) for row in ROWS]
    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_route_role_state(db, row: Row):
    world = World()
    url = reverse(row.name, args=row.args(world)) + row.query
    users = {role: getattr(world, role) for role in ROLES}
    asked = roles_to_ask(row)
    given = {role: fetch_undone(row, url, users[role], row.data(world)) for role in asked}
    wrong = [
        f"{role} gets {given[role]}, not {expected}"
        for role, expected in asked.items()
        if not fits(given[role], expected)
    ]
    assert not wrong, f"{row} {url}: " + "; ".join(wrong)


def roles_to_ask(row: Row) -> dict[str, Expected]:
    """{role: the answer expected}: all roles; on PostgreSQL the first and the last of each answer.

    Who may do what is no matter of the database, but each page's questions are asked of both.
    """
    pairs = list(zip(ROLES, row.answers, strict=True))
    if connection.vendor != "postgresql":
        return dict(pairs)
    first = {answer: role for role, answer in reversed(pairs)}
    last = {answer: role for role, answer in pairs}
    return {role: answer for found in (first, last) for answer, role in found.items()}


def fetch_undone(row: Row, url: str, user: User | None, data: dict[str, Any]) -> Expected:
    """The status, or where it leads; what the request wrote is rolled back."""
    client = Client()
    with transaction.atomic():
        if user is not None:
            client.force_login(user)
        response = getattr(client, row.method)(url, data=data)
        transaction.set_rollback(True)
    return response.headers.get("Location") or response.status_code


def fits(given: Expected, expected: Expected) -> bool:
    if isinstance(expected, int):
        return given == expected
    wanted = reverse(settings.LOGIN_URL) if expected == SIGN_IN else expected
    return str(given).startswith(wanted)
