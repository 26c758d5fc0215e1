"""The demo's cohort: a learning space with tasks, a fair and talk, and certificates; invented."""

import datetime

from django.db.models import F
from django.utils import timezone

from talkoot.core.dates import next_office_day
from talkoot.credentials.actions import issue_certificates
from talkoot.credentials.pictures import SVG
from talkoot.credentials.queries import completions
from talkoot.data import read_json
from talkoot.events.actions import attendance, discussions, learning, recordings
from talkoot.events.actions import series as actions
from talkoot.events.actions import sessions as session_actions
from talkoot.events.actions.registrations import Person, register
from talkoot.events.models import (
    LearningTask,
    Material,
    PeerReview,
    Recording,
    Registration,
    Series,
    SeriesTemplate,
    Session,
)
from talkoot.events.queries.learning import get_space
from talkoot.files.actions import store_bytes
from talkoot.files.models import Publicity, Retention
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import FundingProject, LogoSet, Programme

AHEAD, BACK = 14, 90  # days: registered before the start, and then moved into the past


def load_cohort(programme: Programme, users: dict[str, User]) -> None:
    """A training that has been held: everybody was there but one, who gets no certificate."""
    story = read_json("demo/cohort.json")
    _logos(programme, story["logo"])
    series = _hold(programme, story, users)
    slug = series.slug
    assert slug is not None
    lead = get_space(users["office"], slug)
    for order, text in enumerate(story["materials"], 1):
        material = Material(order=order, is_public=order == 1, **text)
        learning.save_material(lead, material, by=users["office"])
    _answer(series, story, users)
    space = get_space(users["applicant"], slug)
    thread = discussions.open_discussion(space, **story["discussion"], by=users["applicant"])
    for body in story["replies"]:
        discussions.write_post(lead, thread, body=body, by=users["office"])
    first = series.sessions.order_by("order").first()
    assert first is not None
    recordings.save_recording(
        lead, first, Recording(is_public=True, **story["recording"]), by=users["office"]
    )
    ready = [row.registration.pk for row in completions(series) if row.is_complete]
    issue_certificates(series, ready, by=users["office"])


def _hold(programme: Programme, story: dict, users: dict[str, User]) -> Series:
    """The series with its people, registered beforehand, present on its days."""
    first = next_office_day(timezone.localdate() + datetime.timedelta(days=AHEAD))
    template = SeriesTemplate.objects.get(programme=None, code="internal-developers")
    values = {
        "title": story["title"],
        "summary_fi": story["summary"],
        "kind": template.kind,
        "offering": programme.offerings.filter(kind=template.kind).first(),
        "entry": Series.Entry.PERSONS,
    }
    series, _moved = actions.start_series(
        programme, values=values, template=template, first_day=first, by=users["office"]
    )
    expert = users["expert"]
    lead = {"user": expert, "name": str(expert), "task": "facilitator"}
    session_actions.set_people(series, rows=[lead], by=users["office"], accepts_clash=True)
    actions.publish_series(series, by=users["office"])
    applicant = users["applicant"]
    organisation = Organisation.objects.get(key="demo-metsalahti")
    register(series, Person(str(applicant), applicant.email, organisation=organisation))
    for person in story["people"]:
        register(series, Person(organisation=organisation, **person))
    back = datetime.timedelta(days=BACK)
    series.sessions.update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)
    LearningTask.objects.filter(series=series).update(due_at=F("due_at") - back)
    days = {"starts_on": F("starts_on") - back, "ends_on": F("ends_on") - back}
    Series.objects.filter(pk=series.pk).update(**days)
    rows = list(Registration.objects.filter(series=series).order_by("pk"))
    for session in series.sessions.exclude(state=Session.State.CANCELLED):
        came = [row.pk for row in rows[:-1]] if session.order > 1 else [row.pk for row in rows]
        attendance.mark_presences(session, came=came, by=users["office"])
        attendance.close_attendance(session, by=users["office"])
    return series


def _answer(series: Series, story: dict, users: dict[str, User]) -> None:
    """Everybody hands every task in, the facilitator accepts; the fair is held on the last one."""
    lead = get_space(users["office"], str(series.slug))
    tasks = list(LearningTask.objects.filter(series=series).order_by("due_at"))
    rows = list(Registration.objects.filter(series=series).select_related("participant"))
    LearningTask.objects.filter(pk=tasks[-1].pk).update(is_peer_reviewed=True, is_team_work=False)
    for task in LearningTask.objects.filter(series=series, is_team_work=False):
        for number, row in enumerate(rows):
            space = get_space(users["applicant"], str(series.slug))
            space.registration = row
            text = story["answers"][number % len(story["answers"])]
            by = users["applicant"]
            answer, _conflict = learning.save_submission(space, task, text=text, version=0, by=by)
            learning.hand_in(answer, by=by)
            answer.refresh_from_db()
            learning.answer_submission(
                lead, answer, is_accepted=True, comment="Kiitos, hyvin kuvattu.", by=users["office"]
            )
    learning.deal_reviews(lead, tasks[-1], by=users["office"])
    for review in PeerReview.objects.filter(submission__task=tasks[-1])[:6]:
        learning.save_review(review, **story["review"], by=users["applicant"])


def _logos(programme: Programme, drawing: str) -> None:
    """Marks of an invented funder."""
    project, _created = FundingProject.objects.get_or_create(
        programme=programme, name="Esimerkkirahaston hanke"
    )
    image = store_bytes(
        "merkit.svg",
        drawing.encode(),
        SVG,
        publicity=Publicity.PUBLIC,
        retention=Retention.PUBLISHED,
        is_demo=True,
    )
    LogoSet.objects.create(
        project=project,
        valid_from=programme.starts_on,
        image=image,
        alt_fi="Esimerkkirahasto, keksitty rahoittaja",
        alt_sv="Exempelfonden, en påhittad finansiär",
        alt_en="Example fund, an invented funder",
        is_demo=True,
    )
