"""Scenario A4: two granted days as four remote sessions, from the plan to the story."""

import datetime
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.engagements import actions as engagement_actions
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Session
from talkoot.surveys.jobs import open_due_rounds, send_invitations
from talkoot.surveys.models import Response, Round
from tests.factories.calls import make_application
from tests.factories.surveys import make_questionnaire
from tests.surveys.pages.test_survey import WHOLE

REPORT = {
    "hours": "2,5",
    "done": "Kuvattiin arjen solmukohdat.",
    "results": "Valittiin kolme kokeilua.",
    "next_steps": "Kokeillaan kaksi viikkoa.",
}
# The management misses the last session; over the four both sides are present.
PRESENT = [
    {"count_management": "1", "count_staff": "9"},
    {"count_supervisor": "2", "count_staff_representative": "1"},
    {"count_management": "1", "count_staff": "8"},
    {"count_staff": "10"},
]


@pytest.fixture
def engagement(call, applicant, expert, office_user):
    """Granted: two days of five hours."""
    for code in ("session-feedback", "effectiveness-organisation"):
        make_questionnaire(code)
    type(call.offering).objects.update(hours_per_day=5, followup_months=4)
    application = make_application(state="approved", expert=expert)
    return engagement_actions.open_engagement(application, days=Decimal(2), by=office_user)


def test_two_days_as_four_remote_sessions(page, engagement, applicant, expert_user, office_user):
    ref = engagement.application.ref
    first = timezone.localdate() + datetime.timedelta(days=7)
    case = f"/engagements/{ref}/"
    plan = {
        "day_day": str(first.day), "day_month": str(first.month), "day_year": str(first.year),
        "starts": "9.00", "ends": "11.30", "mode": "remote", "place": "Teams",
        "link": "https://kokous.example/abc", "count": "4", "weeks": "1",
    }  # fmt: skip
    page.sign_in(expert_user)

    # Five sessions would be too many; the sentence tells what is left and the page a way on.
    refused = page.post("agree-day", {**plan, "count": "5"}, ref)
    assert "10" in refused.errors[0]
    assert f"{case}stuck/?about=days" in refused.links.values()
    page.post("agree-day", plan, ref, redirects_to=case)
    told = Message.objects.get(kind="day-agreed", user=applicant)
    assert told.body.count("https://kokous.example/abc") == 4

    # Each session has been held in its turn, and is reported on a phone in three minutes.
    Session.objects.filter(series=engagement.series).update(state="agreed")
    for weeks, session in enumerate(Session.objects.filter(series=engagement.series)):
        ended = timezone.now() - datetime.timedelta(weeks=4 - weeks)
        Session.objects.filter(pk=session.pk).update(
            starts_at=ended - datetime.timedelta(hours=2.5), ends_at=ended
        )
    for order, present in enumerate(PRESENT, start=1):
        engagement.refresh_from_db()
        assert engagement.state == "agreed"
        page.get("report-session", ref, order)
        page.post("report-session", {**REPORT, **present}, ref, order, redirects_to=case)
    engagement.refresh_from_db()
    assert engagement.state == Engagement.State.DELIVERED
    shown = page.get("engagement", ref)
    assert "Henkilöstön edustaja" in shown.text or "Staff representative" in shown.text
    assert "ui-tag--ok" in shown.content.decode()

    # The office approves one after the other.
    page.sign_in(office_user)
    for _number in range(4):
        waiting = DayReport.objects.filter(state="submitted").earliest("state_changed_at")
        page.get("office-report", waiting.pk)
        page.post("office-report", {}, waiting.pk, redirects_to=re.compile("/office/reports/"))
    assert DayReport.objects.filter(state="approved").count() == 4

    # The supplier invoices the sum; it matches the four approved days at the frozen price.
    page.sign_in(expert_user)
    supplier = engagement.expert.supplier
    today = timezone.localdate()
    price = 2 * (engagement.call_off.unit_price_eur or engagement.call_off.framework.day_price_eur)
    invoice = {
        "number": "2026-17", "total_eur": f"{price:.2f}".replace(".", ","),
        "invoiced_on_day": today.day, "invoiced_on_month": today.month,
        "invoiced_on_year": today.year,
    }  # fmt: skip
    page.post("record-invoice", invoice, supplier.pk, redirects_to=re.compile("/invoices/"))
    recorded = supplier.invoices.get()
    assert (recorded.state, recorded.lines.count()) == ("matched", 4)
    page.sign_in(office_user)
    page.post("approve-invoice", {}, recorded.pk, redirects_to=f"/invoices/{recorded.pk}/")
    page.post("pay-invoice", {}, recorded.pk, redirects_to=f"/invoices/{recorded.pk}/")

    # Feedback on each day at once, the follow-up four months after the last session.
    open_due_rounds()
    assert Round.objects.filter(state="open").count() == 4
    followup = Round.objects.get(pk=engagement.followup_round_id)
    last = Session.objects.filter(series=engagement.series).latest("ends_at")
    gap = (followup.opens_on - timezone.localdate(last.ends_at)).days
    assert followup.state == "planned" and 115 <= gap <= 125

    # The applicant answers the feedback, and four months later the follow-up.
    answer(page, asked())
    assert Response.objects.filter(round__questionnaire__code="session-feedback").count() == 4
    Round.objects.filter(pk=followup.pk).update(opens_on=today)
    open_due_rounds()
    answer(page, asked()[4:])
    assert Response.objects.filter(round=followup).count() == 1

    # The applicant lets the case be told and drafts the story.
    page.sign_in(applicant)
    page.post("story-consent", {"consent": "named"}, ref, redirects_to=case)
    page.post("draft-practice", {}, ref, redirects_to=re.compile("/my/practices/"))
    engagement.refresh_from_db()
    assert engagement.story_consent == "named"


def asked():
    """The links of the invitations that have left."""
    while send_invitations():
        pass
    mails = Message.objects.filter(kind="survey-invitation").order_by("pk")
    return [re.search(r"/s/([\w-]+)/", mail.body)[1] for mail in mails]


def answer(page, links):
    page.sign_out()
    for link in links:
        page.post("survey", WHOLE, link, redirects_to="survey-thanks")
