"""Scenario A5's survey: of four cohorts 90 answer, and the figures are the published shares."""

import datetime
import re

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.surveys.actions import close_round
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.jobs import send_invitations
from talkoot.surveys.models import Round
from talkoot.surveys.reference import load_questionnaires
from tests.factories.programmes import make_offering
from tests.factories.registrations import make_open_series, make_registration
from tests.figures import count
from tests.surveys.pages.test_send_round import day

COHORTS = (34, 23, 29, 24)
ANSWERED = 90
# {effect: how many of the 90 answers are positive, the published per cent}
POSITIVE = {
    "start": (71, 79),
    "continuity": (64, 71),
    "progress": (64, 71),
    "success": (56, 62),
    "direction": (52, 58),
}
TOP3 = ("new-ways", "customers", "competence")


def test_survey_over_the_cohorts_gives_the_published_shares(page, programme, office_user):
    load_questionnaires()
    training = make_offering(programme, kind="training")
    half_year_ago = timezone.localdate() - datetime.timedelta(days=150)
    for size in COHORTS:
        cohort = make_open_series(
            programme, kind="training", offering=training, ends_on=half_year_ago
        )
        for _number in range(size):
            make_registration(cohort)

    # The office asks everybody of the service; 110 links leave.
    plan = {
        "programme": programme.pk, "questionnaire_code": "effectiveness-individual",
        "title_fi": "Sisäisten kehittäjien vaikuttavuus", "population": "participants",
        "service": training.pk, "viewpoint": "individual", "mode": "confidential",
        "open_days": 30, "reminder_days": "7", **day("opens_on", timezone.localdate()),
    }  # fmt: skip
    page.sign_in(office_user).post("plan-round", plan, redirects_to=re.compile("/office/rounds/"))
    survey = Round.objects.get()
    page.post("send-round", {}, survey.pk, redirects_to=f"/office/rounds/{survey.pk}/")
    while send_invitations():
        pass
    mails = Message.objects.filter(kind="survey-invitation").order_by("pk")
    assert mails.count() == sum(COHORTS)

    rows = [row["code"] for row in survey.questionnaire.items.get(code="areas").rows]
    page.sign_out()
    for number, mail in enumerate(mails[:ANSWERED]):
        token = re.search(r"/s/([\w-]+)/", mail.body)[1]
        effects = {name: "5" if number < k else "3" for name, (k, _share) in POSITIVE.items()}
        page.post("survey", effects, token, redirects_to=f"/s/{token}/2/")
        areas = {f"areas.{area}": "5" if area in TOP3 else "2" for area in rows}
        page.post(f"/s/{token}/2/", areas, redirects_to=f"/s/{token}/3/")
        last = {"same-expert": "yes" if number % 2 else "no"}
        page.post(f"/s/{token}/3/", last, redirects_to="survey-thanks")
    close_round(Round.objects.get())
    tally_rounds()

    for effect, (_k, share) in POSITIVE.items():
        found = count(f"effect-{effect}-individual")
        assert (round(found.value), found.n) == (share, ANSWERED), effect
