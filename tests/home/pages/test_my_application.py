"""The applicant's case: what has happened, what comes next, whose turn it is."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from talkoot.engagements.models import Engagement
from talkoot.practices.models import Practice
from talkoot.surveys.models import Round
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.practices import make_practice
from tests.factories.surveys import make_invitation, make_round
from tests.html import text_of

State = Application.State


@pytest.fixture
def mine(page, applicant):
    return page.sign_in(applicant)


def decided(state=State.APPROVED, *, told=True, **fields):
    """A decided application; `told`: the letter has left."""
    application = make_application(state=state)
    outcome = "granted" if state == State.APPROVED else "refused"
    decision = make_decision(application, state="signed", outcome=outcome, **fields)
    make_message(
        kind="decision",
        letter=decision.letter,
        state=Message.State.SENT if told else Message.State.QUEUED,
    )
    return application


def delivered(*, feedback=Round.State.CLOSED):
    application = decided()
    engagement = make_engagement(
        application, state=Engagement.State.DELIVERED, feedback_round=make_round(state=feedback)
    )
    return application, engagement


def current(answer):
    """The current item of the timeline."""
    return [text_of(item) for item in answer.page.all("li", aria_current="step")]


def test_draft_goes_on_to_the_form(mine):
    draft = make_application()
    url = f"/my/applications/{draft.ref}/need/"
    mine.get("my-application", draft.ref, redirects_to=url)


def test_sent_application_waits_for_the_office(mine, application):
    answer = mine.get("my-application", application.ref)
    assert application.number in answer.text
    assert "Ohjelmatoimisto: Hakemusta luetaan" in answer.text
    assert len(current(answer)) == 1
    assert "Päätös" in current(answer)[0]
    assert application.need in answer.text
    assert "Peru hakemus" in answer.links


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED])
def test_decision_is_told_only_when_its_letter_has_left(state, mine):
    hidden, shown = decided(state, told=False), decided(state)
    answer = mine.get("my-application", hidden.ref)
    assert "viimeistellään" in answer.text
    assert "(PDF)" not in answer.text
    link = f"/applications/{shown.ref}/decision.pdf"
    assert link in mine.get("my-application", shown.ref).links.values()


def test_refusal_tells_where_its_review_is_told(mine):
    answer = mine.get("my-application", decided(State.REJECTED).ref)
    assert "hylätty" in answer.text
    assert "miten siihen voi hakea muutosta" in answer.text


def test_granted_case_waits_for_the_expert(mine):
    application = decided()
    make_engagement(application)
    answer = mine.get("my-application", application.ref)
    assert f"Asiantuntija: {application.expert.name} ottaa sinuun yhteyttä" in answer.text


def test_agreed_day_shows_its_time(mine):
    application = decided()
    make_engagement(application, state=Engagement.State.AGREED)
    assert "Päivä on sovittu:" in mine.get("my-application", application.ref).text


def test_delivered_day_asks_for_feedback_and_then_for_a_practice(mine, applicant):
    application, engagement = delivered(feedback=Round.State.OPEN)
    assert "Anna palautetta" in mine.get("my-application", application.ref).text
    make_invitation(engagement.feedback_round, applicant.email, token="t", has_answered=True)
    answer = mine.get("my-application", application.ref)
    assert "Kerro muille, mitä teitte" in answer.text
    actions = [form.get("action") for form in answer.page.all("form")]
    assert f"/engagements/{application.ref}/practice/" in actions


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Practice.State.DRAFT, "Sinä: Täydennä teko"),
        (Practice.State.SUBMITTED, "Ohjelmatoimisto: Tekoa luetaan"),
        (Practice.State.PUBLISHED, "Seurantakysely tulee sähköpostiisi"),
    ],
)
def test_practice_moves_the_turn(state, words, mine, applicant):
    application, engagement = delivered()
    soon = timezone.localdate() + datetime.timedelta(days=90)
    Round.objects.filter(pk=engagement.followup_round_id).update(opens_on=soon)
    make_practice("Vuorot yhdessä", state=state, engagement=engagement, author=applicant)
    answer = mine.get("my-application", application.ref)
    assert words in answer.text
    assert "Vuorot yhdessä" in answer.links


def test_withdrawn_case_tells_so(mine):
    answer = mine.get("my-application", make_application(state=State.WITHDRAWN).ref)
    assert "Hakemus peruttiin" in answer.text
    assert "Peru hakemus" not in answer.links


def test_case_is_the_applicants_alone(page, application, outsider, office_user):
    page.get(
        "my-application",
        application.ref,
        redirects_to=f"/accounts/login/?next=/my/applications/{application.ref}/",
    )
    for user in (outsider, office_user):
        page.sign_in(user).get("my-application", application.ref, status=404)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_case_in_other_languages(language, mine):
    application, _engagement = delivered()
    answer = mine.get(f"/{language}/my/applications/{application.ref}/")
    assert answer.page.language == language
