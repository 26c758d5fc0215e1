"""Engagements and day reports."""

from decimal import Decimal
from typing import Any

from talkoot.calls.models import Application
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Session
from talkoot.experts.models import Expert
from tests.factories.calls import make_application
from tests.factories.events import make_series, make_session
from tests.factories.experts import make_call_off, make_expert
from tests.factories.surveys import make_questionnaire, make_round

SESSION_STATES = {
    Engagement.State.OPEN: Session.State.PLANNED,
    Engagement.State.DECLINED: Session.State.PLANNED,
    Engagement.State.AGREED: Session.State.AGREED,
    Engagement.State.DELIVERED: Session.State.HELD,
    Engagement.State.WITHDRAWN: Session.State.CANCELLED,
}


def make_engagement(
    application: Application | None = None,
    *,
    state: str = Engagement.State.OPEN,
    expert: Expert | None = None,
    **fields: Any,
) -> Engagement:
    """An engagement of a granted application with one session in the state that fits."""
    if application is None:
        application = make_application(state="approved", expert=expert or make_expert())
    expert = expert or application.expert or make_expert()
    programme = application.call.offering.programme
    if "series" not in fields:
        fields["series"] = make_series(
            programme, organisation=application.organisation, offering=application.call.offering
        )
        make_session(fields["series"], state=SESSION_STATES[Engagement.State(state)])
    values = {
        "days_granted": Decimal(1),
        "call_off": fields.pop("call_off", None)
        or make_call_off(expert, case_number=application.number or f"T-{application.pk}"),
        "feedback_round": fields.pop("feedback_round", None)
        or make_round(state="planned", programme=programme),
        "followup_round": fields.pop("followup_round", None)
        or make_round(
            make_questionnaire(purpose="effectiveness"), state="planned", programme=programme
        ),
    }
    return Engagement.objects.create(
        application=application, expert=expert, state=state, **{**values, **fields}
    )


def make_day_report(session: Session, *, expert: Expert, **fields: Any) -> DayReport:
    values = {
        "done": "Sovittiin työvuorojen pelisäännöt.",
        "results": "Kaikki yksiköt ottivat ne käyttöön.",
        "next_steps": "Seuranta keväällä.",
        "hours": Decimal(6),
    }
    return DayReport.objects.create(session=session, expert=expert, **{**values, **fields})
