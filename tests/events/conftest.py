"""What the tests of series and registrations share."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences and addresses in English."""
    with translation.override("en"):
        yield
