"""The API does what its OpenAPI document says, whatever is asked of it."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from talkoot.config.wsgi import application
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db
PATHS = ["practices", "practices/{practice_id}", "adoptions", "organisations", "programmes"]
PATHS += ["figures"]


@pytest.fixture
def document():
    """As Django's own test client does, the test's connection is kept open between requests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    for number in range(3):
        make_adoption(make_practice(f"Teko {number}"))
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_document_tells_every_operation(document):
    told = {operation.ok().path for operation in document.get_all_operations()}
    assert told == {f"/api/v1/{path}" for path in PATHS}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_documented(document, path, mode):
    operation = document[f"/api/v1/{path}"]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=30, database=None, suppress_health_check=list(HealthCheck))
    def ask(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    ask()
