"""What deciding needs besides an application."""

import pytest

from tests.factories.surveys import make_questionnaire


@pytest.fixture
def questionnaires(db: None) -> None:
    """The two questionnaires whose rounds a granted application plans."""
    make_questionnaire("session-feedback")
    make_questionnaire("effectiveness-organisation", purpose="effectiveness")
