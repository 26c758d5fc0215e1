"""Applications that have been sent once or more, and requests to complete them."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules import answers_of
from talkoot.people.models import User
from tests.factories.calls import make_application
from tests.factories.people import make_officer

GAP = "Nimetkää henkilöstön edustaja."


def make_sent_application(**fields: Any) -> Application:
    """A submitted application with its first version frozen."""
    application = make_application(**{"state": Application.State.SUBMITTED, **fields})
    freeze_version(application, by=application.applicant)
    return application


def make_completion_request(
    application: Application | None = None,
    *,
    days_left: int = 14,
    by: User | None = None,
    **fields: Any,
) -> CompletionRequest:
    """A request whose last day is `days_left` days from today; negative when it has passed."""
    application = application or make_sent_application()
    if application.state == Application.State.SUBMITTED and days_left >= 0:
        state = Application.State.INCOMPLETE
        Application.objects.filter(pk=application.pk).update(state=state)
        application.state = state
    values = {
        "text": GAP,
        "due_on": timezone.localdate() + datetime.timedelta(days=days_left),
        "sent_answers": dict(answers_of(Application.objects.get(pk=application.pk))),
        "asked_by": by or make_officer(application.call.offering.programme.office),
    }
    return CompletionRequest.objects.create(application=application, **{**values, **fields})
