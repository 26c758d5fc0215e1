"""Going on with another service of the programme from what has been done."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls import rules as call_rules
from talkoot.calls.actions import save_draft
from talkoot.calls.actions.reuse import continue_application
from talkoot.calls.models import Application, Call
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.rules.delivery import check_continue_with
from talkoot.people.models import User
from talkoot.surveys.rules import TEXT_LENGTH


@transaction.atomic
def continue_with(engagement: Engagement, call: Call, *, by: User) -> Application:
    """Start an application to `call` filled in from the engagement; the link to it is kept.

    The earlier answers come along, and the need begins with the case and its agreed next steps.
    Refuses before the engagement has been delivered, another programme's call and a closed one.
    """
    check_continue_with(engagement, call, at=timezone.now())
    application = continue_application(engagement.application, call, by=by)
    codes = {item.code: item.max_length for item in call_rules.questions_of(application)}
    if "need" in codes:
        text = _reference(engagement) + "\n\n" + application.need
        limit = codes["need"] or TEXT_LENGTH
        application = save_draft(application, answers={"need": text[:limit].strip()}, by=by)
    record("engagements.engagement.continued", engagement, by=by, after={"call": call.slug})
    return application


def _reference(engagement: Engagement) -> str:
    """The case that this goes on from, and what was agreed in its reports."""
    case = engagement.application
    reports = DayReport.objects.filter(session__series=engagement.series_id).exclude(next_steps="")
    steps = "\n".join(reports.order_by("session__starts_at").values_list("next_steps", flat=True))
    sentence = _("This continues the case %(number)s, “%(title)s”.") % {
        "number": case.number,
        "title": case.title,
    }
    if steps:
        sentence += "\n" + _("Agreed next steps: %(steps)s") % {"steps": steps}
    return sentence
