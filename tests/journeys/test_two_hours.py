"""The two-hour decision: applied at 9.05, decided at 10.50, and everything that follows at once."""

import datetime
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Application, ExpertChoice
from talkoot.calls.rules import pre_check
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import remedy_deadline
from talkoot.engagements.models import Engagement
from talkoot.experts.rules import days_left
from tests.correspondence.pdf import open_pdf
from tests.factories.calls import make_application
from tests.factories.surveys import make_questionnaire
from tests.figures import count


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of today: clock(9, 5)."""
    today = timezone.localtime()

    def set_to(hour, minute):
        moment = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(datetime.UTC))
        return moment

    return set_to


@pytest.mark.usefixtures("programme")
def test_decision_in_two_hours(page, clock, call, applicant, expert, office_user, settings):
    settings.REGRET_SECONDS = 0
    make_questionnaire("session-feedback")
    make_questionnaire("effectiveness-organisation", purpose="effectiveness")
    framework = expert.supplier.framework
    left = days_left(framework)

    applied = clock(9, 5)
    draft = make_application(number=None, expert=expert)
    mine = f"/my/applications/{draft.ref}/"
    page.sign_in(applicant)
    offered = page.get("application-step", draft.ref, "expert").page.all("input", name="expert")
    assert [box.get("value") for box in offered] == [str(expert.pk)]
    chosen = {
        "expert": expert.pk,
        "expert_reason": "Tuntee alan.",
        "preferred_times": "Maaliskuun tiistait",
        "days_requested": "1",
    }
    page.post(f"{mine}expert/", chosen, redirects_to=re.compile(f"{mine}.+/"))
    page.post("submit-application", {}, draft.ref, redirects_to=mine)
    application = Application.objects.get(pk=draft.pk)
    assert application.submitted_at == applied
    choice = ExpertChoice.objects.get()
    assert (choice.position, choice.shown_count, choice.reason) == (1, 1, "Tuntee alan.")

    decided = clock(10, 50)
    page.sign_in(office_user).get("office-application", draft.ref)
    assert all(finding.is_met for _criterion, finding in pre_check(application))
    form = page.get("decide", draft.ref)
    outcomes = form.page.all("input", name="outcome")
    assert [box.get("value") for box in outcomes if box.get("checked") is not None] == ["granted"]
    data = {
        "outcome": "granted",
        "days": form.page.by_id("id_days").get("value"),
        "reasons": form.page.by_id("id_reasons").text,
        "conditions": form.page.by_id("id_conditions").text,
    }
    page.post("decide", {**data, "step": "confirm"}, draft.ref)
    home = f"/office/applications/{draft.ref}/"
    page.post("decide", {**data, "step": "sign"}, draft.ref, redirects_to=home)
    send_due_messages()
    assert application.number in page.get("register").text

    decision = Decision.objects.get()
    assert (decision.decided_at, decision.days) == (decided, Decimal(1))
    assert decision.number
    deadline = remedy_deadline(call.offering.programme.remedy_regime, sent_on=decided.date())
    assert decision.remedy_deadline_on == deadline
    answer = page.sign_in(applicant).get("decision-letter", draft.ref)
    pdf = open_pdf(b"".join(answer.response.streaming_content))
    assert pdf.Root.MarkInfo.Marked
    assert decision.letter.content["checksum"]
    assert decision.number in page.get("my-application", draft.ref).text
    told = Message.objects.filter(state=Message.State.SENT, address=expert.email)
    assert application.title in told.get().body
    assert days_left(framework) == left - 1
    assert Engagement.objects.get().application == application
    assert count("decision-time").value == Decimal("1.75")
