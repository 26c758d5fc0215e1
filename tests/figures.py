"""Count one figure, and make records for every one."""

import datetime

from django.utils import timezone

from talkoot.core.figures import Counted, all_figures, count_figures
from talkoot.programmes.models import OfferingKind, Programme
from tests.factories.completion import make_completion_request, make_sent_application
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.events import make_attendance, make_series
from tests.factories.games import played
from tests.factories.outreach import make_campaign, make_episode, make_story
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice
from tests.factories.surveys import make_invitation, make_response, make_round


def count(
    figure_id: str, programme: Programme | None = None, as_of: datetime.date | None = None
) -> Counted:
    """The figure counted alone; today and the test's one programme if not told."""
    programme = programme or Programme.objects.get()
    [figure] = (figure for figure in all_figures() if figure.id == figure_id)
    return count_figures([figure], programme, as_of or timezone.localdate())[figure_id]


def make_records() -> None:
    """One record behind each figure of the test's programme, of organisations of their own."""
    now, today = timezone.now(), timezone.localdate()
    engagement = make_engagement(state="delivered")
    make_attendance(engagement.series.sessions.get(), role="staff")
    make_decision(engagement.application, state="signed")
    lapsed = make_sent_application()
    make_completion_request(lapsed, days_left=-1)
    type(lapsed).objects.filter(pk=lapsed.pk).update(state="lapsed")
    for kind in (
        OfferingKind.TRAINING,
        OfferingKind.WORKSHOP_SERIES,
        OfferingKind.CHALLENGE_WORKSHOP,
    ):
        make_series(kind=kind, organisation=make_organisation(), starts_on=today)
    make_adoption(make_practice(organisation=make_organisation()))
    survey = make_round()
    make_invitation(survey, sent_at=now, answered_at=now)
    make_response(survey, {"overall": "4"})
    make_episode(published_by=today)
    make_story(published_by=today)
    make_campaign()
    played(programme=engagement.series.programme)
