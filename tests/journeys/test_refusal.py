"""A refusal with hearing: asked to complete, no answer, a reasoned refusal, and what it counts."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls.jobs import close_overdue_requests
from talkoot.calls.models import Application, CompletionRequest
from talkoot.core.dates import local_date
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.people.models import ParticipantRole
from talkoot.programmes.models import Programme
from tests.correspondence.pdf import open_pdf
from tests.correspondence.pdf import text_of as words_of
from tests.factories.calls import make_application
from tests.figures import count
from tests.html import text_of

State = Application.State
REGIMES = [
    ("municipal", 14, "Oikaisuvaatimus"),
    ("state", 30, "Oikaisuvaatimus"),
    ("private", 30, "ei ole viranomainen"),
]


@pytest.fixture(autouse=True)
def mail_leaves_at_once(settings):
    settings.REGRET_SECONDS = 0


@pytest.fixture
def gap(call, applicant, expert):
    """A draft in which nobody of the staff takes part."""
    draft = make_application(number=None, expert=expert)
    draft.participant_groups.filter(role=ParticipantRole.STAFF).delete()
    return draft


def fields_of(answer, *names):
    """What the page's form holds, as a browser would send it."""
    found = {}
    for name in names:
        element = answer.page.by_id(f"id_{name}")
        found[name] = text_of(element) if element.tag == "textarea" else element.get("value")
    return found


def send_request(page, gap):
    """The office sends the request as it was drafted."""
    form = page.get("request-completion", gap.ref)
    due = {
        f"due_on_{part}": form.page.all("input", name=f"due_on_{part}")[0].get("value")
        for part in ("day", "month", "year")
    }
    text = fields_of(form, "text")
    data = {**text, **due, "steps": ["participants"]}
    case = f"/office/applications/{gap.ref}/"
    page.post("request-completion", data, gap.ref, redirects_to=case)
    return text["text"]


@pytest.mark.parametrize(("regime", "days", "instruction"), REGIMES)
def test_missing_staff_leads_to_a_reasoned_refusal(
    regime, days, instruction, page, gap, applicant, office_user
):
    Programme.objects.update(remedy_regime=regime)
    mine = f"/my/applications/{gap.ref}/"
    page.sign_in(applicant).post("submit-application", {}, gap.ref, redirects_to=mine)

    text = send_request(page.sign_in(office_user), gap)
    assert "henkilöstöstä ei osallistu ketään" in text
    page.get("decide", gap.ref, status=409)
    assert text in " ".join(page.sign_in(applicant).get("my-application", gap.ref).text.split())

    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CompletionRequest.objects.update(due_on=yesterday)
    assert close_overdue_requests() == 1
    page.get("my-application", gap.ref)

    refuse(page.sign_in(office_user), gap)
    send_due_messages()
    decision = Decision.objects.get()
    assert decision.remedy_calculation["days"] == days
    assert decision.remedy_deadline_on > timezone.localdate() + datetime.timedelta(days=days)
    answer = page.sign_in(applicant).get("decision-letter", gap.ref)
    content = b"".join(answer.response.streaming_content)
    words = words_of(content)
    assert open_pdf(content).Root.MarkInfo.Marked
    assert "henkilöstöstä ei osallistu ketään" in words
    assert instruction in words
    assert local_date(decision.remedy_deadline_on) in words
    told = page.get("my-application", gap.ref).text
    assert "hylätty" in told
    assert "Ei täydennetty määräajassa" in told
    rate, asked = count("approval-rate"), count("applications-to-complete")
    assert (rate.value, rate.n, asked.n) == (0, 1, 1)


def refuse(page, gap):
    """The decision maker takes the drafted refusal, looks at it and signs."""
    address = f"/office/applications/{gap.ref}/decide/"
    form = page.get(f"{address}?outcome=refused")
    reasons = form.page.by_id("id_reasons").text
    assert "ei täydennetty" in reasons
    data = {"outcome": "refused", "days": "0", "reasons": reasons, "conditions": ""}
    page.post("decide", {**data, "step": "confirm"}, gap.ref)
    case = f"/office/applications/{gap.ref}/"
    page.post("decide", {**data, "step": "sign"}, gap.ref, redirects_to=case)
    gap.refresh_from_db()
    assert gap.state == State.REJECTED
    assert Message.objects.filter(kind="decision").count() == 1
