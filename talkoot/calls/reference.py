"""Forms for the calls that have none. Idempotent."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from talkoot.calls.models import Application, Call
from talkoot.surveys.models import Questionnaire
from talkoot.surveys.reference import load_questionnaires

FIRST_FORM = "sparring-application"


@transaction.atomic
def load_forms() -> None:
    """The shipped surveys and forms; calls and applications from before forms get the first one.

    A published call always asks something, and what has been begun keeps the form of its call.
    """
    load_questionnaires()
    form = Questionnaire.objects.filter(code=FIRST_FORM).order_by("-version").first()
    Call.objects.filter(questionnaire=None, published_at__isnull=False).update(questionnaire=form)
    form_of_call = Call.objects.filter(pk=OuterRef("call")).values("questionnaire")
    Application.objects.filter(questionnaire=None).update(questionnaire=Subquery(form_of_call))
