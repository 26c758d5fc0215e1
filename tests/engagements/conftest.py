"""An engagement to work with."""

import pytest

from talkoot.surveys.models import Round
from tests.engagements.steps import grant
from tests.factories.engagements import make_engagement
from tests.factories.surveys import make_questionnaire


@pytest.fixture
def engagement(application, expert):
    """Two days of five hours, granted to the applicant; nothing agreed yet."""
    type(application).objects.filter(pk=application.pk).update(state="approved")
    application.refresh_from_db()
    make_questionnaire("session-feedback", is_published=True)
    made = make_engagement(application, expert=expert)
    Round.objects.update(opens_on=None, closes_on=None)
    return grant(made, 2, 5)
