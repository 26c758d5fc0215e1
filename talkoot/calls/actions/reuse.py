"""Going on from an earlier case with its answers."""

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.calls.actions import start_application
from talkoot.calls.actions.answers import set_answers
from talkoot.calls.models import Application, Call
from talkoot.calls.rules.reuse import check_continue, reusable_answers
from talkoot.people.models import User


@transaction.atomic
def continue_application(earlier: Application, call: Call, *, by: User) -> Application:
    """Start an application to the call with the earlier one's answers to the same questions.

    An unfinished draft to the call keeps what it has; only its empty answers are filled in.
    Refuses a draft, and as start_application does.
    """
    check_continue(earlier)
    application = start_application(call, organisation=earlier.organisation, by=by)
    empty = reusable_answers(earlier, application)
    columns = set_answers(application, empty)
    application.continues = earlier
    application.save(update_fields=[*columns, "continues"])
    record("calls.application.continued", application, by=by, after={"from": earlier.pk})
    return application
