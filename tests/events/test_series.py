"""Making, publishing, ending, cancelling, copying series; templates."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.events.actions import series as actions
from talkoot.events.actions import templates
from talkoot.events.actions.plans import SESSION_FIELDS, TASK_FIELDS
from talkoot.events.models import LearningTask, Series, SeriesPerson, SeriesTemplate, Session
from talkoot.events.reference import load_templates
from talkoot.events.rules import series as rules
from talkoot.events.series_pages import missing_people
from tests.factories.events import make_event, make_series, make_session
from tests.factories.files import make_file
from tests.factories.learning import make_material
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2027, 2, 1)


def template(code):
    load_templates()
    return SeriesTemplate.objects.get(code=code, programme=None)


def starts(series):
    rows = series.sessions.exclude(starts_at=None).order_by("starts_at")
    return [timezone.localtime(row.starts_at) for row in rows]


def test_templates_load_once_and_are_whole():
    load_templates()
    load_templates()
    rows = read_json("series_templates.json")
    assert SeriesTemplate.objects.count() == len(rows) == 11
    for row in SeriesTemplate.objects.prefetch_related("parts"):
        assert row.name_sv
        assert row.name_en
        for part in row.parts.all():
            assert part.title_sv
            assert part.title_en
            assert part.starts_at is not None
            assert part.kind == "task" or part.minutes


def test_part_that_the_file_no_longer_has_goes():
    load_templates()
    row = SeriesTemplate.objects.get(code="sparring-day")
    row.parts.create(order=9, title_fi="Vanha osa")
    load_templates()
    assert row.parts.count() == 1


def test_remote_concept_from_its_template(programme, office_user):
    series, moved = actions.start_series(
        programme,
        values={"title": "Etäpajat"},
        template=template("remote-concept"),
        first_day=MONDAY,
        by=office_user,
    )
    assert moved == []
    assert (series.state, series.slug, series.entry) == ("draft", "etapajat", "teams")
    minutes = [
        (row.ends_at - row.starts_at).total_seconds() / 60
        for row in series.sessions.order_by("starts_at")
    ]
    assert minutes == [45, 90, 45]
    assert [moment.date() for moment in starts(series)] == [
        MONDAY, MONDAY + datetime.timedelta(14), MONDAY + datetime.timedelta(28)
    ]  # fmt: skip
    kinds = list(LearningTask.objects.filter(series=series).values_list("kind", flat=True))
    assert kinds == ["before", "before", "between", "between"]
    assert (series.starts_on, series.ends_on) == (MONDAY, MONDAY + datetime.timedelta(28))


def test_course_over_easter_skips_closed_days(programme, office_user):
    # The fourth Monday, 29 March 2027, is Easter Monday.
    first = datetime.date(2027, 3, 8)
    series, moved = actions.start_series(
        programme,
        values={"title": "Kurssi"},
        template=template("open-course"),
        first_day=first,
        by=office_user,
    )
    assert [(row.moved_from, row.day) for row in moved] == [
        (datetime.date(2027, 3, 29), datetime.date(2027, 3, 30))
    ]
    assert [moment.hour for moment in starts(series)] == [14] * 6  # Over the change to summer time.


def test_days_that_follow_each_other_stay_different_days():
    friday = datetime.date(2027, 3, 25)  # Maundy Thursday; then Good Friday and Easter.
    placed = rules.placed_days(friday, [0, 1, 2])
    assert [row.day for row in placed.values()] == [
        datetime.date(2027, 3, 25),
        datetime.date(2027, 3, 30),
        datetime.date(2027, 3, 31),
    ]


def test_addresses_are_never_the_same(programme, office_user):
    slugs = [
        actions.start_series(programme, values={"title": "Uusi", "kind": "event"}, by=office_user)[
            0
        ].slug
        for _ in range(2)
    ]
    assert slugs == ["uusi", "uusi-2"]


def test_publishing_tells_what_is_missing(english, programme, office_user):
    series, _moved = actions.start_series(
        programme, values={"title": "Tyhjä", "kind": "event"}, by=office_user
    )
    with pytest.raises(NotAllowed) as refusal:
        actions.publish_series(series, by=office_user)
    assert "description in Finnish" in refusal.value.sentence
    assert "no session" in refusal.value.sentence


def test_publishing_logs(office_user):
    series = make_event(state="draft")
    assert actions.publish_series(series, by=office_user).state == "published"
    assert LogEntry.objects.filter(key="events.series.published").count() == 1


def test_end_refuses_what_is_ahead_and_holds_what_has_passed(english, office_user):
    series = make_event()
    with pytest.raises(NotAllowed) as refusal:
        actions.end_series(series, by=office_user)
    assert "still ahead" in refusal.value.sentence
    session = series.sessions.get()
    session.starts_at -= datetime.timedelta(days=14)
    session.ends_at -= datetime.timedelta(days=14)
    session.save()
    assert actions.end_series(series, by=office_user).state == "ended"
    assert series.sessions.get().state == "held"


def test_cancelling_tells_everybody_with_a_file_that_removes(office_user):
    series = make_event()
    registered = make_registration(series)
    waiting = make_registration(series, state="waiting")
    actions.cancel_series(series, reason="Puhuja sairastui.", by=office_user)
    series.refresh_from_db()
    assert (series.state, series.sessions.get().state) == ("cancelled", "cancelled")
    mails = {row.address: row for row in Message.objects.filter(kind="series-cancelled")}
    assert set(mails) == {registered.participant.email, waiting.participant.email}
    mail = mails[registered.participant.email]
    assert "Puhuja sairastui." in mail.body
    assert "METHOD:CANCEL" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar
    assert mails[waiting.participant.email].calendar == ""
    with pytest.raises(NotAllowed):
        actions.cancel_series(series, reason="Uudelleen.", by=office_user)


def test_cancelling_days_of_an_engagement_leaves_the_series(office_user):
    session = make_session(state="agreed")
    actions.cancel_series(session.series, by=office_user)
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert Series.objects.get().state == "draft"
    assert not Message.objects.exists()


def test_copy_keeps_distances_people_and_quotas(programme, office_user):
    series, _moved = actions.start_series(
        programme,
        values={"title": "Koulutus"},
        template=template("internal-developers"),
        first_day=MONDAY,
        by=office_user,
    )
    second = series.sessions.get(order=2)
    SeriesPerson.objects.create(series=series, name="Elli", task="facilitator")
    SeriesPerson.objects.create(series=series, session=second, name="Olli", task="speaker")
    series.seat_quotas.create(kind="role", role="staff", seats=10)
    copy, moved = actions.copy_series(
        series, title="Koulutus, syksy", first_day=datetime.date(2027, 9, 6), by=office_user
    )
    assert moved == []
    days = [moment.date() for moment in starts(copy)]
    assert [(day - days[0]).days for day in days] == [0, 28, 63]
    assert copy.tasks.count() == 4
    assert copy.people.get(name="Olli").session.order == 2
    assert copy.seat_quotas.get().seats == 10
    assert copy.state == "draft"


def test_copy_of_a_session_of_one_organisation_waits_for_its_own(office_user):
    series = make_event()
    make_session(series, state="agreed", organisation=make_organisation(), title="Ohjaus")
    copy, _moved = actions.copy_series(series, title="Uusi", first_day=MONDAY, by=office_user)
    session = copy.sessions.get(title="Ohjaus")
    assert (session.organisation, session.kind) == (None, "guidance")


def test_series_saved_as_a_template_gives_the_same_series_with_all_its_parts(
    programme, office_user
):
    values = {"title": "Koulutus", "hours_granted": Decimal("15.5"), "summary_fi": "Opitaan."}
    series, _moved = actions.start_series(
        programme,
        values=values | {"house_rules": "Kamerat auki.", "completion_share": 60},
        template=template("internal-developers"),
        first_day=MONDAY,
        by=office_user,
    )
    first, second = series.sessions.order_by("order")[:2]
    parts = {"content_set": "A", "place": "Sali", "seats": 12, "tool": "Teams", "is_recorded": True}
    series.sessions.filter(pk=second.pk).update(**parts, days=Decimal("0.5"))
    make_session(series, title="Myöhemmin", starts_at=None, ends_at=None)
    SeriesPerson.objects.create(series=series, name="Elli", task="facilitator")
    series.seat_quotas.create(kind="role", role="staff", seats=10)
    tasks = {"is_team_work": True, "is_peer_reviewed": True, "is_required": False}
    series.tasks.update(session=first, kind="final", **tasks)
    file = make_file("ohje.pdf")
    make_material(series, title="Ohje", session=second, file=file, visible_from=first.starts_at)

    own = templates.save_as_template(series, name="Oma malli", by=office_user)
    again, _moved = actions.start_series(
        programme, values={"title": "Toinen"}, template=own, first_day=MONDAY, by=office_user
    )
    assert starts(again) == starts(series)
    for name in ("hours_granted", "summary_fi", "house_rules", "completion_share", "entry"):
        assert getattr(Series.objects.get(pk=again.pk), name) == getattr(series, name), name
    copied = [*SESSION_FIELDS, "state", "starts_at", "ends_at"]
    assert list(again.sessions.values(*copied)) == list(series.sessions.values(*copied))
    copied = [*TASK_FIELDS, "due_at", "session__order"]
    assert list(again.tasks.values(*copied)) == list(series.tasks.values(*copied))
    assert again.seat_quotas.get().role == "staff"
    material = again.materials.get()
    assert (material.title, material.session.order, material.visible_from) == (
        "Ohje", 2, first.starts_at
    )  # fmt: skip
    assert (material.file.name, material.file.sha256) == (file.name, file.sha256)
    assert material.file.content.name != file.content.name
    assert missing_people(again) != missing_people(series) == []

    templates.remove_template(own, by=office_user)
    again.refresh_from_db()
    assert again.template is None
    assert material.file.content.storage.exists(material.file.content.name)


def test_hours_granted_against_held():
    series = make_series(hours_granted=Decimal(10))
    for state, hours in (("held", 3), ("held", 3), ("agreed", 5), ("cancelled", 5)):
        start = timezone.now()
        end = start + datetime.timedelta(hours=hours)
        make_session(series, state=state, starts_at=start, ends_at=end)
    make_session(series, state="held", starts_at=None, ends_at=None, days=Decimal("0.2"))
    hours = rules.hours(series, series.sessions.all())
    assert (hours.delivered, hours.ahead, hours.left) == (Decimal("7.5"), 5, Decimal("-2.5"))


def test_span_of_an_engagement_is_of_what_was_held():
    series = make_series()
    held = make_session(series, state="held")
    make_session(series, state="agreed")
    actions.keep_span(series)
    assert series.starts_on == series.ends_on == timezone.localtime(held.starts_at).date()
    assert Session.objects.count() == 2
