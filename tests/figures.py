"""Count one figure, and make records for every one."""

import datetime

from django.utils import timezone

from talkoot.calls.models import Call
from talkoot.core.figures import Counted, all_figures, count_figures
from talkoot.events.models import Session
from talkoot.practices.models import CuratedList
from talkoot.programmes.models import FundingProject, OfferingKind, Programme, StaffAssignment
from talkoot.surveys.models import Questionnaire
from talkoot.surveys.results.shares import ASKED, EFFECTIVENESS
from tests.factories.completion import make_completion_request, make_sent_application
from tests.factories.credentials import make_completed
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.events import make_attendance, make_series, make_session
from tests.factories.games import played
from tests.factories.governance import make_body
from tests.factories.impact import (
    make_assessment,
    make_evaluation,
    make_finding,
    make_lesson,
    make_node,
    make_recommendation,
    make_statistic,
    make_study,
)
from tests.factories.networks import make_member, make_network
from tests.factories.outreach import (
    make_attribution,
    make_award,
    make_campaign,
    make_count,
    make_episode,
    make_hit,
    make_issue,
    make_presentation,
    make_publication,
    make_story,
)
from tests.factories.people import make_organisation, next_number, the_applicant
from tests.factories.practices import make_adoption, make_practice
from tests.factories.programmes import make_funding_project, make_mandate, make_share
from tests.factories.publishing import make_lead
from tests.factories.registrations import make_registration
from tests.factories.surveys import (
    make_invitation,
    make_questionnaire,
    make_response,
    make_round,
    make_tally,
)
from tests.factories.teams import make_commitment, make_experiment, make_team
from tests.factories.texts import make_coded, make_interview

# Figures that nothing narrows, by the reason.
UNFILTERED = {
    "Money is of a whole project or programme, so no period, service or region has its own.": (
        "budget-total budget-annual funding-share cost-per-day cost-per-participant "
        "cost-per-practice"
    ),
    "They tell how things stand on a day, and the records name no service and no client.": (
        "staff experts-named"
    ),
    "The records have a year and no day, so one may be of two periods.": (
        "council-decisions successor-principles "
        "findings-plus findings-minus findings-condition recommendations evaluation-areas "
        "lessons-positive lessons-learned interviewees context-statistics"
    ),
    "The statements of a chain are of the whole programme and have no day.": "long-term-effects",
    "Small counts would be told by comparing two of them.": "coded-benefits agent-roles",
}


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
    Call.objects.update(promised_hours=48)
    lapsed = make_sent_application()
    make_completion_request(lapsed, days_left=-1)
    type(lapsed).objects.filter(pk=lapsed.pk).update(state="lapsed", created_at=lapsed.submitted_at)
    for kind in (
        OfferingKind.TRAINING,
        OfferingKind.WORKSHOP_SERIES,
        OfferingKind.CHALLENGE_WORKSHOP,
        OfferingKind.ONLINE_COURSE,
    ):
        make_series(kind=kind, organisation=make_organisation(), starts_on=today)
    make_presences(engagement.series.programme)
    told = make_practice(organisation=make_organisation(), writing_minutes=4)
    type(told.programme).objects.update(ends_on=today - datetime.timedelta(days=1))
    make_adoption(told, adopted_on=today)
    survey = make_round()
    make_invitation(survey, sent_at=now, has_answered=True, answered_at=now)
    make_response(survey, {"overall": "4"})
    make_counted_surveys()
    make_episode(published_by=today)
    make_story(published_by=today)
    make_campaign()
    played(programme=engagement.series.programme)
    for template in ("workshop-benefits", "agent-roles"):
        make_coded(template, make_interview())
    team = make_team(series=make_series(kind=OfferingKind.SCHOOL, starts_on=today))
    make_team(series=team.series, state="withdrawn")
    make_experiment(team, state="tried", starts_on=today)
    make_commitment(team, state="kept")
    make_money_and_lessons()
    make_outreach_and_networks(engagement.series.programme)
    team.series.statements.create(perspective="customer", text="Jono lyheni.")
    make_registration(team.series).follow_ons.create(what="Aamupalaveri.", reach="unit")
    told = {"organisation_name": "Kaupunki", "on": today, "recorded_by": the_applicant()}
    for kind, extent in (("grant", {"funder": "Rahasto"}), ("qualification", {"persons": 20})):
        team.series.sequels.create(kind=kind, text="Jatko", **extent, **told)


def make_outreach_and_networks(programme: Programme) -> None:
    """One row of each register of communications and networks, and of what is open to all."""
    today = timezone.localdate()
    StaffAssignment.objects.create(programme=programme, task="planner", starts_on=today)
    programme.offerings.create(
        slug=f"osa-{next_number()}",
        kind=OfferingKind.SUB_PROGRAMME,
        name_fi="Osa",
        summary_fi="Osa",
    )
    make_member()
    make_network(kind="born", origin=programme.offerings.first())
    for make in (make_issue, make_hit, make_award, make_publication, make_presentation):
        make()
    make_count()
    make_count(measure="unique_views")
    practice = programme.practices.latest("pk")
    make_attribution(make_campaign(), practice)
    make_lead(programme, invited_at=timezone.now(), practice=practice)
    curated = CuratedList.objects.create(programme=programme, title_fi="Lista", published_on=today)
    curated.items.create(practice=practice)
    make_session(make_series(programme, kind=OfferingKind.EVENT, starts_on=today), state="held")
    school = make_series(programme, kind=OfferingKind.SCHOOL, starts_on=today, seats=20)
    school.offering = programme.offerings.first()
    school.save()
    make_session(school, state="held")
    partner = make_series(programme, kind=OfferingKind.ONLINE_COURSE, starts_on=today)
    partner.seat_quotas.create(kind="partner", organisation=make_organisation(), seats=5)
    paged = f"sivu-{next_number()}"
    make_series(programme, kind=OfferingKind.TRAINING, starts_on=today, slug=paged, state="ended")


def make_money_and_lessons() -> None:
    """A funded project with its share, and one row of each register of the evaluation."""
    project = make_funding_project(amount_eur=1000)
    make_share(project)
    evaluation = make_evaluation()
    evaluation.areas.create(number=1, text_fi="Hyödyt")
    for kind in ("plus", "minus", "condition"):
        make_finding(kind)
    make_recommendation()
    make_assessment(make_node("long_term"))
    make_lesson(is_positive=True)
    make_lesson(is_positive=False)
    make_study()
    make_statistic()
    make_mandate(kind="council")
    body = make_body(kind="successor")
    body.aims.create(kind="principle", number=1, text_fi="Avoimuus")


def make_presences(programme: Programme) -> None:
    """Somebody funded who came to a workshop series, and a webinar."""
    today = timezone.localdate()
    series = make_series(programme, kind=OfferingKind.WORKSHOP_SERIES, starts_on=today)
    row = make_completed(series)
    project, _created = FundingProject.objects.get_or_create(programme=programme, name="Hanke")
    row.participant.funded.create(project=project, started_on=today, informed_at=timezone.now())
    webinar = make_series(programme, kind=OfferingKind.WEBINAR, starts_on=today)
    make_session(webinar, state=Session.State.HELD)


def make_counted_surveys() -> None:
    """A closed and counted round of each questionnaire that figures read."""
    for code, items in ASKED.items():
        questionnaire = Questionnaire.objects.filter(code=code).first()
        questionnaire = questionnaire or make_questionnaire(code, purpose="effectiveness")
        viewpoint = "individual" if code.endswith("individual") else "organisation"
        survey = make_round(questionnaire, state="closed", viewpoint=viewpoint)
        for item in items:
            make_tally(survey, item, {"5": 4, "yes": 2})
        if code in EFFECTIVENESS:
            make_tally(survey, "areas.skills", {"5": 3, "2": 3})
