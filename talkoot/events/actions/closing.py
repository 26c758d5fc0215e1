"""What closing a session or a series sets going in surveys."""

from django.utils import timezone

from talkoot.events.models import Series, Session
from talkoot.surveys.actions.plans import occasion
from talkoot.surveys.models import SurveyPlan

Trigger = SurveyPlan.Trigger


def ask_of_session(session: Session) -> None:
    """Plan the rounds that a held session sets off; call in the transaction that closes it."""
    series = session.series
    on = timezone.localdate(session.ends_at) if session.ends_at else timezone.localdate()
    key, subject = f"session:{session.pk}", str(session)
    occasion(Trigger.SESSION_CLOSED, key, series.programme, series.offering, on, subject)


def ask_of_series(series: Series) -> None:
    """The same of a series that has ended."""
    on = series.ends_on or timezone.localdate()
    key = f"series:{series.pk}"
    occasion(Trigger.SERIES_CLOSED, key, series.programme, series.offering, on, series.title)
