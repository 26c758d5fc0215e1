"""People, things and the checking client that every test may ask for; no network."""

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

from talkoot.calls.models import Application, Call
from talkoot.experts.models import Expert
from talkoot.people.models import User
from talkoot.practices.catalogue import forget_catalogue
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import forget_items
from tests.client import CheckingClient
from tests.database import Snapshot
from tests.factories.calls import make_application, the_call
from tests.factories.experts import make_expert
from tests.factories.people import (
    make_contact,
    make_officer,
    make_organisation,
    make_user,
    the_applicant,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import the_programme

# A slow machine is no fault of the code: times are measured in bench/, never tested. The same
# examples at every run, so that what is red can be looked at.
settings.register_profile(
    "talkoot",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("talkoot")

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """SQLite lets one writer in at a time, so races are tested on PostgreSQL alone."""
    if connection.vendor == "postgresql":
        return
    races = [item for item in items if item.get_closest_marker("race")]
    config.hook.pytest_deselected(items=races)
    items[:] = [item for item in items if item not in races]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With TALKOOT_TEST_NO_SKIP=1 a skipped test is an error."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # A parallel worker; its parent reports.
        return
    if os.environ.get("TALKOOT_TEST_NO_SKIP") == "1" and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped, and TALKOOT_TEST_NO_SKIP=1 forbids it.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A test that calls out fails: only this machine answers."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"A test called out to {address[0]}.")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_here)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a transactional test the database returns to what migrations left.

    Django's own flush would delete row by row, which the log refuses, and it knows nothing of
    the search index's tables.
    """
    with django_db_blocker.unblock():
        snapshot = Snapshot()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: snapshot.restore())
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def finnish() -> Iterator[None]:
    """Each test starts in Finnish, whatever the one before left active."""
    with translation.override("fi"):
        yield


@pytest.fixture(autouse=True)
def fresh_catalogue() -> None:
    """No test meets the practices of the one before, which the process would remember."""
    forget_catalogue()


@pytest.fixture
def page() -> CheckingClient:
    """The checking client as a visitor; page.sign_in(user) signs a person in."""
    return CheckingClient()


@pytest.fixture
def programme(db: None) -> Programme:
    return the_programme()


@pytest.fixture
def call(db: None) -> Call:
    """An open call of the programme."""
    return the_call()


@pytest.fixture
def office_user(programme: Programme) -> User:
    """Officer and decision maker of the programme's office."""
    return make_officer(
        programme.office, may_sign=True, email="toimisto@esimerkki.fi", name="Outi Toimisto"
    )


@pytest.fixture
def officer(programme: Programme) -> User:
    """An officer who may prepare but not sign."""
    return make_officer(
        programme.office, email="valmistelija@esimerkki.fi", name="Ville Valmistelija"
    )


@pytest.fixture
def other_officer(db: None) -> User:
    """An officer of another programme's office."""
    return make_officer(make_organisation("Toinen ohjelmatoimisto"))


@pytest.fixture
def applicant(db: None) -> User:
    """Contact person of Kuopion kaupunki."""
    return the_applicant()


@pytest.fixture
def outsider(db: None) -> User:
    """Contact person of another municipality."""
    return make_contact(email="ulkopuolinen@esimerkki.fi", name="Uuno Ulkopuolinen")


@pytest.fixture
def expert(programme: Programme) -> Expert:
    """An expert who signs in as `expert_user`."""
    user = make_user("sparraaja@esimerkki.fi", name="Elli Sparraaja")
    return make_expert("Elli Sparraaja", user=user, slug="elli-sparraaja", email=user.email)


@pytest.fixture
def expert_user(expert: Expert) -> User:
    assert expert.user is not None
    return expert.user


@pytest.fixture
def application(call: Call, applicant: User, expert: Expert) -> Application:
    """The applicant's submitted application; its chosen expert is `expert`."""
    return make_application(state=Application.State.SUBMITTED, expert=expert)


@pytest.fixture
def practice(db: None) -> Practice:
    """A published practice of the applicant's organisation."""
    return make_practice()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test counted or remembered is nothing to the next."""
    cache.clear()
    forget_items()
