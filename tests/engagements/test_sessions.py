"""Split delivery: sessions are planned, moved and cancelled within what was granted."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.icalendar import uid_of
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements import actions
from talkoot.engagements.actions import sessions as planning
from talkoot.engagements.actions.expert import change_expert
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import meter_of
from talkoot.events.models import Series, Session
from talkoot.events.queries.sessions import own_sessions
from talkoot.surveys.models import Round
from tests.engagements.steps import at, grant, hold
from tests.factories.engagements import make_engagement
from tests.factories.events import make_event, make_session
from tests.factories.experts import make_expert
from tests.factories.people import make_user
from tests.factories.profiles import make_availability
from tests.factories.registrations import make_registration


def times(*days, hours=2.5):
    return [(at(day, hours)["starts_at"], at(day, hours)["ends_at"]) for day in days]


def plan(engagement, *days, by, hours=2.5, **fields):
    return planning.plan_sessions(
        engagement, times=times(*days, hours=hours), mode="remote", place="Teams", by=by, **fields
    )


def hours_of(day):
    return {name: at(day)[name] for name in ("starts_at", "ends_at")}


def test_two_days_are_delivered_as_four_remote_sessions(engagement, expert_user):
    sessions = plan(engagement, 1, 8, 15, 22, by=expert_user)
    assert [session.order for session in sessions] == [1, 2, 3, 4]
    assert [session.days for session in sessions] == [Decimal("0.50")] * 4
    meter = meter_of(Engagement.objects.get(pk=engagement.pk))
    assert (meter.granted, meter.planned, meter.left) == (10, 10, 0)
    mail = Message.objects.get(kind="day-agreed", user=engagement.application.applicant)
    assert mail.body.count("Teams") == 4


@pytest.mark.parametrize(
    ("days", "hours_per_day", "count", "hours", "left"),
    [(2, 5, 4, 2.5, 0), (2, 6, 3, 4, 0), (2, 6, 2, 9, 0), (1, 6, 1, 6.5, 0), (2, 6, 1, 6, 6)],
    ids=["4 x 2.5 h", "3 x 4 h", "2 long days", "1 long day", "1 of 2 days"],
)
def test_shapes_of_delivery(engagement, expert_user, days, hours_per_day, count, hours, left):
    grant(engagement, days, hours_per_day)
    plan(engagement, *range(1, count + 1), hours=hours, by=expert_user)
    assert meter_of(Engagement.objects.get(pk=engagement.pk)).left == left


def test_identical_sessions_for_groups_share_their_content(engagement, expert_user):
    sessions = plan(engagement, 1, 2, by=expert_user, is_identical=True)
    assert len(set(Session.objects.values_list("content_set", flat=True))) == 1
    assert sessions[0].content_set == "" and Session.objects.first().content_set


def test_more_than_was_granted_is_refused_with_a_way_on(engagement, expert_user):
    plan(engagement, 1, 8, 15, by=expert_user)
    with pytest.raises(NotAllowed) as refusal:
        plan(engagement, 22, hours=4, by=expert_user)
    assert "2,5" in refusal.value.sentence and "10" in refusal.value.sentence
    assert Session.objects.exclude(starts_at=None).count() == 3
    plan(engagement, 22, by=expert_user)
    with pytest.raises(NotAllowed):
        plan(engagement, 29, hours=1, by=expert_user)


def test_all_or_none_of_several_sessions_is_planned(engagement, expert_user):
    with pytest.raises(NotAllowed):
        plan(engagement, 1, 8, 15, 22, 29, by=expert_user)
    assert not Session.objects.exclude(starts_at=None).exists()
    assert not Message.objects.exists()


def test_the_expert_is_in_one_place_at_a_time_and_the_other_case_is_not_told(
    engagement, expert, expert_user, call
):
    other = make_engagement(expert=expert)
    actions.agree_day(other, **at(3), by=expert_user)
    with pytest.raises(NotAllowed) as refusal:
        plan(engagement, 3.1, by=expert_user)
    assert expert.name in refusal.value.sentence
    assert other.application.title not in refusal.value.sentence
    assert other.application.organisation.name not in refusal.value.sentence
    plan(engagement, 3.25, by=expert_user)


@pytest.mark.parametrize("is_under_another_agreement", [False, True])
def test_no_day_is_agreed_while_the_expert_is_away(
    engagement, expert_user, is_under_another_agreement
):
    expert = engagement.expert
    if is_under_another_agreement:
        expert = make_expert(user=expert.user)
    day = timezone.localdate() + datetime.timedelta(days=8)
    make_availability(expert, starts_on=day, ends_on=day + datetime.timedelta(days=2))
    with pytest.raises(NotAllowed, match=engagement.expert.name):
        plan(engagement, 1, 9, by=expert_user)
    [session] = plan(engagement, 1, by=expert_user)
    with pytest.raises(NotAllowed):
        planning.move_session(engagement, session, **at(9), by=expert_user)
    plan(engagement, 12, by=expert_user)


def test_a_person_of_two_agreements_is_in_one_place_at_a_time(engagement, expert_user):
    other = make_engagement(expert=make_expert(user=expert_user))
    plan(engagement, 1, by=expert_user)
    with pytest.raises(NotAllowed):
        plan(other, 1, by=expert_user)


@pytest.mark.parametrize("is_of_session", [False, True])
def test_no_day_is_agreed_while_the_expert_works_in_a_course(
    engagement, expert_user, is_of_session
):
    course = make_event()
    session = course.sessions.get()
    make_session(course, state="agreed", **hours_of(20))
    Session.objects.filter(pk=session.pk).update(**hours_of(1))
    own = session if is_of_session else None
    course.people.create(user=expert_user, name="Outi", task="speaker", session=own)
    with pytest.raises(NotAllowed, match=engagement.expert.name):
        plan(engagement, 1, by=expert_user)
    if is_of_session:  # Of the other sessions somebody else takes care.
        plan(engagement, 20, by=expert_user)
    Series.objects.filter(pk=course.pk).update(state="cancelled")
    plan(engagement, 1, by=expert_user)


def test_a_moved_session_is_told_again_and_does_not_count_twice(engagement, expert_user):
    grant(engagement, 1, 6)
    session = actions.agree_day(engagement, **at(5), by=expert_user)
    engagement.refresh_from_db()
    planning.move_session(engagement, session, **at(6), by=expert_user)
    session.refresh_from_db()
    assert (session.sequence, session.starts_at) == (1, at(6)["starts_at"])
    assert Message.objects.filter(kind="day-agreed").count() == 4
    assert LogEntry.objects.filter(key="events.session.moved").exists()
    # What had been agreed late already may be mended; a still later day is refused.
    Engagement.objects.update(use_by=at(4)["starts_at"].date())
    planning.move_session(engagement, session, **at(6, 5) | {"place": "Koulu"}, by=expert_user)
    with pytest.raises(NotAllowed):
        planning.move_session(engagement, session, **at(8), by=expert_user)


def files(mails):
    """(method, status, UID, sequence) of each mail's calendar file."""
    found = []
    for mail in mails:
        text = mail.calendar.replace("\r\n ", "")
        rows = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        found.append([rows[name] for name in ("METHOD", "STATUS", "UID", "SEQUENCE")])
    return found


def test_both_parties_get_each_session_to_their_calendars_and_out_of_them(
    engagement, expert_user, applicant
):
    session = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    engagement.refresh_from_db()
    planning.move_session(engagement, session, **at(6, 2), by=expert_user)
    planning.cancel_session(engagement, session, reason="Sairas.", by=expert_user)
    uid = uid_of("session", session.pk)
    for party in (applicant, expert_user):
        mails = Message.objects.filter(user=party).exclude(calendar="").order_by("pk")
        assert files(mails) == [
            ["REQUEST", "CONFIRMED", uid, "0"],
            ["REQUEST", "CONFIRMED", uid, "1"],
            ["CANCEL", "CANCELLED", uid, "2"],
        ]
        assert f"mailto:{party.email}" in mails[0].calendar.replace("\r\n ", "")


def test_both_parties_see_the_session_in_their_own_calendar(
    engagement, expert_user, applicant, outsider, django_assert_num_queries
):
    session = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    for person, rows in ((applicant, [session]), (expert_user, [session]), (outsider, [])):
        with django_assert_num_queries(4 if rows else 3):
            assert own_sessions(person, timezone.now()) == rows


def test_an_agreed_session_goes_from_the_expert_before_to_the_new_one(
    engagement, expert_user, office_user
):
    session = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    engagement.refresh_from_db()
    user = make_user()
    other = make_expert(supplier=engagement.expert.supplier, user=user)
    change_expert(engagement, other, reason="Vaihto.", by=office_user)
    uid = uid_of("session", session.pk)
    assert files(Message.objects.filter(kind="engagement-moved", user=user)) == [
        ["REQUEST", "CONFIRMED", uid, "1"]
    ]
    assert files(Message.objects.filter(kind="engagement-moved-away", user=expert_user)) == [
        ["CANCEL", "CANCELLED", uid, "1"]
    ]


def test_an_engagement_that_is_given_up_leaves_both_calendars(engagement, expert_user, applicant):
    session = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    engagement.refresh_from_db()
    actions.withdraw_engagement(engagement, reason="Ei tarvetta.", by=expert_user)
    gone = [["CANCEL", "CANCELLED", uid_of("session", session.pk), "1"]]
    assert files(Message.objects.filter(kind="engagement-withdrawn", user=expert_user)) == gone
    assert files(Message.objects.filter(kind="days-dropped", user=applicant)) == gone


def test_a_cancelled_session_frees_its_hours_and_tells_both_parties(
    engagement, expert_user, applicant
):
    first, _second = plan(engagement, 1, 8, by=expert_user)
    engagement.refresh_from_db()
    planning.cancel_session(engagement, first, reason="Sairastuminen.", by=expert_user)
    engagement.refresh_from_db()
    assert engagement.state == "agreed"
    assert meter_of(Engagement.objects.get(pk=engagement.pk)).planned == Decimal("2.5")
    mails = Message.objects.filter(kind="session-cancelled")
    assert {mail.user for mail in mails} == {applicant, expert_user}
    assert all("Sairastuminen." in mail.body for mail in mails)
    with pytest.raises(NotAllowed):
        planning.move_session(engagement, first, **at(4), by=expert_user)


def test_everybody_who_comes_to_a_course_hears_of_a_moved_and_a_cancelled_day(
    engagement, expert_user
):
    first, second = plan(engagement, 1, 8, by=expert_user)
    series = engagement.series
    series.state, series.slug, series.title = "published", "kurssi", "Kurssi"
    series.save(update_fields=["state", "slug", "title"])
    coming = make_registration(series).participant
    engagement.refresh_from_db()
    planning.move_session(engagement, first, **at(4, 2), by=expert_user)
    planning.cancel_session(engagement, second, reason="Sairastuminen.", by=expert_user)
    told = Message.objects.filter(address=coming.email).order_by("pk")
    assert [mail.kind for mail in told] == ["session-changed", "session-cancelled"]
    assert all(mail.calendar for mail in told)


def test_an_engagement_is_open_again_when_its_only_session_is_cancelled(engagement, expert_user):
    session = actions.agree_day(engagement, **at(5, 5), by=expert_user)
    planning.cancel_session(engagement, session, reason="Este.", by=expert_user)
    engagement.refresh_from_db()
    assert engagement.state == "open"
    again = actions.agree_day(engagement, **at(6, 5), by=expert_user)
    assert again.order == 2


def test_the_follow_up_opens_after_the_last_session(engagement, expert_user):
    hold(engagement, -20, 5)
    engagement.refresh_from_db()
    assert engagement.state == "delivered"  # The expert said that it was the last one.


def test_a_session_that_is_not_the_last_leaves_the_engagement_open(engagement, expert_user):
    first = hold(engagement, -20, 5, is_last=False)
    engagement.refresh_from_db()
    followup = Round.objects.get(pk=engagement.followup_round_id)
    assert (engagement.state, followup.opens_on) == ("agreed", None)
    second = hold(engagement, -6, 5, is_last=False)
    engagement.refresh_from_db()
    followup.refresh_from_db()
    assert engagement.state == "delivered"
    held_on = timezone.localdate(second.session.ends_at)
    assert (followup.opens_on - held_on).days > 100
    assert first.feedback_round != second.feedback_round
    assert Round.objects.filter(opens_on=timezone.localdate()).count() == 2


def test_two_sessions_of_one_day_are_asked_about_once(engagement, expert_user):
    noon = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    reports = []
    for hour in (0, 4):
        starts = noon - datetime.timedelta(days=3) + datetime.timedelta(hours=hour)
        session = actions.agree_day(
            engagement,
            starts_at=starts,
            ends_at=starts + datetime.timedelta(hours=2.5),
            mode="on_site",
            place="Koulu",
            by=expert_user,
        )
        facts = {"done": "A", "results": "B", "next_steps": "", "is_last": False}
        reports.append(
            actions.report_day(
                engagement, session=session, counts={"staff": 20}, **facts, by=expert_user
            )
        )
    assert reports[0].feedback_round == reports[1].feedback_round


def test_an_engagement_ends_with_hours_unused_when_it_is_ended(engagement, expert_user):
    with pytest.raises(NotAllowed):
        planning.finish_engagement(engagement, by=expert_user)
    hold(engagement, -20, 5, is_last=False)
    later = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    with pytest.raises(NotAllowed):
        planning.finish_engagement(engagement, by=expert_user)
    engagement.refresh_from_db()
    planning.cancel_session(engagement, later, reason="Ei tarvita.", by=expert_user)
    planning.finish_engagement(engagement, by=expert_user)
    engagement.refresh_from_db()
    assert engagement.state == "delivered"
    entry = LogEntry.objects.get(key="engagements.engagement.delivered")
    assert Decimal(entry.after["hours_left"]) == 5
