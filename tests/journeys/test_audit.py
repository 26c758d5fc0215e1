"""Every page in the browser: no axe finding, no overflow, no policy report, no console error."""

import pytest
from django.urls import reverse

from tests.journeys.audit import audit, sign_in
from tests.journeys.pages import audited
from tests.matrix import Row, World

PAGES = audited()


@pytest.mark.parametrize(
    ("role", "row", "status"), PAGES, ids=[f"{role}: {row}" for role, row, _status in PAGES]
)
def test_page(audit_page, live_server, role: str, row: Row, status: int):
    world = World()
    url = reverse(row.name, args=row.args(world)) + row.query
    row.data(world)  # Some rows show what it makes.
    user = getattr(world, role)
    if user is not None:
        sign_in(audit_page, user, live_server.url)
    answer = audit_page.goto(url)
    assert answer is not None
    assert answer.status == status
    audit(audit_page)
