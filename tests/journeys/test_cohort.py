"""Scenario A5: a cohort of 29 from the grant to the certificates and the fee.

A preliminary task, three days, eight trials in teams, an internal fair with peer review. The days
of the engagement are the cohort's days: they are planned, held and counted once.
"""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.credentials.models import Certificate
from talkoot.decisions.actions import decide
from talkoot.engagements.models import DayReport, Engagement, Experiment, Team
from talkoot.events.models import LearningTask, PeerReview, Presence, Session, Submission
from talkoot.events.reference import load_templates
from talkoot.people.models import User
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_user
from tests.factories.programmes import make_offering
from tests.factories.surveys import make_questionnaire
from tests.figures import count
from tests.journeys.test_challenge_workshop import run

SIZES = (4, 4, 4, 4, 4, 3, 3, 3)
GRANT = {"outcome": "granted", "days": Decimal(3), "reasons": "Ehdot täyttyvät.", "conditions": ""}
REPORT = {
    "hours": "6,5",
    "done": "Kehittämisen työkalut otettiin käyttöön.",
    "results": "Tiimit valitsivat kokeilunsa.",
    "next_steps": "Kokeillaan kuukausi.",
}
COURSE = {
    "title": "Sisäiset kehittäjät",
    "summary_fi": "Kolme päivää ja kokeilu omassa työssä.",
    "kind": "training",
}


@pytest.fixture
def engagement(programme, applicant, expert, office_user):
    """The municipality's training is granted: three days of six and a half hours, for 2 000 €."""
    for code in ("session-feedback", "effectiveness-organisation"):
        make_questionnaire(code)
    load_templates()
    offering = make_offering(
        programme, kind="training", price_eur=2000, hours_per_day=Decimal("6.5")
    )
    call = make_call(offering=offering, max_days=Decimal(6))
    application = make_application(
        state="submitted",
        call=call,
        expert=expert,
        days_requested=Decimal(3),
        title="Sisäiset kehittäjät",
    )
    decide(application, **GRANT, by=office_user)
    return Engagement.objects.get()


@pytest.fixture
def people(db):
    """{team: its members}, 29 persons with accounts."""
    return {
        f"Tiimi {team}": [
            make_user(f"osallistuja{team}{n}@esimerkki.fi", name=f"Osallistuja {team}{n}")
            for n in range(size)
        ]
        for team, size in enumerate(SIZES)
    }


def test_cohort_from_the_grant_to_the_certificates(
    page, engagement, people, expert_user, office_user
):
    ref, case = engagement.application.ref, engagement.get_absolute_url()
    everybody = [person for members in people.values() for person in members]
    assert len(everybody) == 29

    # The expert plans the three days; the office makes a course of them.
    first = timezone.localdate() + datetime.timedelta(days=28)
    plan = {
        "day_day": first.day, "day_month": first.month, "day_year": first.year,
        "starts": "9.00", "ends": "15.30", "mode": "on_site", "place": "Kaupungintalo",
        "count": "3", "weeks": "4",
    }  # fmt: skip
    page.sign_in(expert_user).post("agree-day", plan, ref, redirects_to=case)
    page.sign_in(office_user)
    assert f"{case}course/" in page.get("engagement", ref).links.values()
    form = page.get("open-course", ref).page.by_id("id_template")
    template = [option.get("value") for option in form.iter("option")][1]
    made = {"entry": "teams", "template": template}
    page.post("open-course", made, ref, redirects_to=re.compile("/office/events/"))
    engagement.refresh_from_db()
    series = engagement.series
    slug, here = series.slug, f"/learning/{series.slug}/"
    page.post("open-course", made, ref, status=409)
    office = f"/office/events/{slug}/"
    page.post("office-series-texts", COURSE, slug, redirects_to=office)
    page.post("publish-series", {}, slug, redirects_to=office)
    assert (series.sessions.count(), series.tasks.count(), series.seats) == (3, 4, 50)

    # Eight teams register, 29 persons.
    page.sign_out()
    for name, members in people.items():
        team = {"rows": str(len(members)), "name": name, "waiting": "all_or_nothing"}
        for number, person in enumerate(members):
            role = "management" if number == 0 else "staff"
            team |= {f"member{number}-{key}": value for key, value in (
                ("name", person.name), ("email", person.email), ("role", role)
            )}  # fmt: skip
        page.post("register-team", team, slug, redirects_to=re.compile("/teams/registrations/"))
    assert series.registrations.filter(state="registered").count() == 29
    page.sign_in(office_user)
    page.post("open-teams", {}, slug, redirects_to=re.compile("/office/teams/"))
    assert Team.objects.filter(series=series).count() == 8

    # The tasks of each, before and between the days; the expert, who leads, accepts an answer.
    pre, between, poster, last = series.tasks.order_by("due_at")
    assert pre.kind == LearningTask.Kind.BEFORE
    for person in everybody:
        answer = {"text": "Asiakkaan polku on katkonainen.", "seal": "0", "hand_in": "1"}
        page.sign_in(person)
        for task in (pre, between, last):
            page.post("task", answer, slug, task.pk, redirects_to=f"{here}tasks/{task.pk}/")
    assert Submission.objects.filter(task=pre, state="submitted").count() == 29
    page.sign_in(expert_user)
    waiting = Submission.objects.filter(task=pre).first()
    accepted = {"comment": "Hyvä rajaus.", "accept": "1"}
    page.post("submission", accepted, slug, waiting.pk, redirects_to=re.compile("/answers/"))

    # Eight trials, decided by management and tried.
    for team in Team.objects.filter(series=series):
        trial = {
            "title": f"Kokeilu, {team.name}", "service_area": "Asiakaspalvelu",
            "hypothesis": "Asiakas saa vastauksen kerralla.", "owner": "Esihenkilö",
        }  # fmt: skip
        page.sign_in(lead_of(team))
        page.post("add-to-team", trial, team.pk, "experiment", redirects_to=f"/teams/{team.pk}/")
    for trial in Experiment.objects.all():
        page.sign_in(lead_of(trial.team))
        run(page, trial)
    assert count("experiments-tried").value == 8

    # The internal fair: a poster of each team, everybody reviews others'.
    lead_edits(page, expert_user, slug, poster)
    for team in Team.objects.filter(series=series):
        page.sign_in(lead_of(team))
        answer = {"text": f"Juliste, {team.name}", "seal": "0", "hand_in": "1"}
        page.post("task", answer, slug, poster.pk, redirects_to=f"{here}tasks/{poster.pk}/")
    page.sign_in(expert_user)
    page.post("deal-reviews", {}, slug, poster.pk, redirects_to=re.compile("/answers/"))
    reviews = PeerReview.objects.filter(submission__task=poster)
    assert reviews.values("reviewer").distinct().count() == 29
    for row in reviews.select_related("reviewer__participant", "submission"):
        assert row.submission.team_id != row.reviewer.team_id
        page.sign_in(next(p for p in everybody if p.email == row.reviewer.participant.email))
        said = {"strengths": "Selkeä tavoite.", "ideas": "Kokeilkaa myös iltaisin."}
        page.post("review", said, slug, row.pk, redirects_to=here)
    assert not reviews.filter(done_at=None).exists()

    # Nobody has come to the days yet, so nobody can be given a certificate.
    page.sign_in(office_user).get("office-certificates", series.pk)

    # The three days: the expert marks who came and reports each; the office approves.
    keys = [str(row.pk) for row in series.registrations.all()]
    for weeks, session in enumerate(series.sessions.order_by("order")):
        ended = timezone.now() - datetime.timedelta(weeks=4 * (3 - weeks))
        starts = ended - datetime.timedelta(hours=6.5)
        Session.objects.filter(pk=session.pk).update(starts_at=starts, ends_at=ended)
        page.sign_in(expert_user)
        listed = f"/sessions/{session.pk}/attendance/"
        marked = {"was": "", "present": keys, "close": "1"}
        page.post("attendance", marked, session.pk, redirects_to=listed)
        # Eight lead their teams and are of the management; the report takes the list as it is.
        assert re.search(r"\b8\b.*\b21\b", page.get("report-session", ref, session.order).text)
        page.post("report-session", REPORT, ref, session.order, redirects_to=case)
    engagement.refresh_from_db()
    assert engagement.state == Engagement.State.DELIVERED
    assert (Presence.objects.count(), DayReport.objects.count()) == (87, 3)
    page.sign_in(office_user)
    for report in DayReport.objects.all():
        page.post("office-report", {}, report.pk, redirects_to=re.compile("/office/reports/"))
    assert "ui-tag--ok" in page.get("engagement", ref).content.decode()

    # What is needed for the certificate is done by all; 29 certificates.
    page.get("office-certificates", series.pk)
    chosen = {"chosen": keys}
    page.post("office-certificates", chosen, series.pk, redirects_to=re.compile("certificates"))
    assert Certificate.objects.filter(state="issued").count() == 29

    # The fee is 2 000 euros, whatever the number of people.
    basis = page.django.get("/office/fee-basis.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(basis), delimiter=";"))
    assert len(rows) == 2
    assert "2000,0" in rows[1]
    assert engagement.application.number in rows[1]


def lead_of(team):
    """The account behind the address with which the team registered."""
    return User.objects.get(email=team.members.get(task="lead").email)


def lead_edits(page, expert_user, slug, task):
    """The expert makes of the task the teams' posters for the fair; the day stays."""
    form = page.sign_in(expert_user).get("edit-task", slug, task.pk)
    values = {"kind": task.kind, "title": task.title, "instructions": task.instructions}
    values |= {"is_team_work": "on", "is_peer_reviewed": "on", "order": task.order}
    for field in form.page.all("input"):
        if field.get("type") in (None, "text"):
            values.setdefault(field.get("name"), field.get("value") or "")
    page.post("edit-task", values, slug, task.pk, redirects_to=re.compile("/learning/"))
