"""A course made of an engagement's days."""

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.engagements import actions
from talkoot.engagements.actions import withdraw_engagement
from talkoot.engagements.actions.courses import open_course
from talkoot.engagements.actions.expert import change_expert
from talkoot.events.actions.series import cancel_series
from talkoot.events.actions.sessions import add_session, cancel_session, save_session
from talkoot.events.models import Session
from talkoot.events.reference import load_templates
from tests.engagements.steps import at
from tests.factories.events import make_event
from tests.factories.experts import make_expert
from tests.factories.people import make_user


def test_course_takes_the_days_as_they_are(page, engagement, expert_user, office_user):
    load_templates()
    type(engagement.series).objects.update(kind="training")
    ref = engagement.application.ref
    page.sign_in(office_user).get("open-course", ref, status=409)
    for days in (7, 14):
        actions.agree_day(engagement, **at(days, 5), by=expert_user)
    page.post("open-course", {"entry": "persons", "template": "no"}, ref, status=422)
    answer = page.get("open-course", ref)
    template = [row.get("value") for row in answer.page.by_id("id_template").iter("option")][-1]
    engagement.series.refresh_from_db()
    page.post(
        "open-course",
        {"entry": "persons", "template": template},
        ref,
        redirects_to=f"/office/events/{_slug(engagement)}/",
    )
    series = engagement.series
    series.refresh_from_db()
    assert (series.entry, series.state, series.sessions.count()) == ("persons", "draft", 2)
    assert series.tasks.exists()
    assert series.people.get().user == expert_user
    case = page.get("engagement", ref).links.values()
    assert f"/learning/{series.slug}/" in case
    page.sign_in(expert_user).get("learning", series.slug)


def _slug(engagement):
    return "-".join(engagement.series.title.lower().replace("ö", "o").replace("ä", "a").split())


@pytest.mark.parametrize("state", ["open", "delivered", "withdrawn"])
def test_only_agreed_days_make_a_course(page, engagement, office_user, state):
    type(engagement).objects.update(state=state)
    ref = engagement.application.ref
    page.sign_in(office_user).get("open-course", ref, status=409)


def test_day_closed_from_the_list_still_asks_for_its_report(page, engagement, expert_user):
    session = actions.agree_day(engagement, **at(-1, 5), by=expert_user)
    Session.objects.filter(pk=session.pk).update(state="held")
    session.attendances.create(role="staff", count=9)
    ref = engagement.application.ref
    shown = page.sign_in(expert_user).get("engagement", ref)
    assert f"/engagements/{ref}/sessions/{session.order}/report/" in shown.links.values()
    facts = {"done": "A", "results": "B", "next_steps": "", "counts": {"staff": 11}}
    engagement.refresh_from_db()
    report = actions.report_day(engagement, **facts, is_last=False, by=expert_user)
    assert report.session == session
    assert session.attendances.get().count == 11
    assert timezone.now() > report.session.starts_at


def times(days, hours):
    return {name: at(days, hours)[name] for name in ("starts_at", "ends_at")}


def test_a_course_page_keeps_to_the_grant_and_to_the_engagement(
    engagement, expert_user, office_user
):
    actions.agree_day(engagement, **at(7, 5), by=expert_user)
    engagement.refresh_from_db()
    series = open_course(engagement, template=None, entry="persons", by=office_user)
    session = add_session(series, values=times(9, 5), by=office_user)
    with pytest.raises(NotAllowed, match="10"):  # Both of the granted days are planned.
        add_session(series, values=times(11, 2), by=office_user)
    save_session(session, values=times(10, 3), by=office_user)
    add_session(series, values=times(11, 2), by=office_user)
    with pytest.raises(NotAllowed, match=engagement.application.number):
        cancel_series(series, by=office_user)
    withdraw_engagement(engagement, by=office_user)
    series.refresh_from_db()
    assert series.state == "cancelled"


def test_a_series_is_not_laid_on_an_experts_sparring_day(engagement, expert_user, office_user):
    actions.agree_day(engagement, **at(7, 5), by=expert_user)
    series = make_event()
    series.people.create(user=expert_user, name="Outi", task="speaker")
    with pytest.raises(NotAllowed, match=engagement.expert.name):
        add_session(series, values=times(7, 2), by=office_user)
    add_session(series, values=times(7, 2), by=office_user, accepts_clash=True)


def test_engagement_follows_what_is_cancelled_and_agreed_on_the_courses_page(
    engagement, expert_user, office_user
):
    session = actions.agree_day(engagement, **at(7, 5), by=expert_user)
    engagement.refresh_from_db()
    series = open_course(engagement, template=None, entry="persons", by=office_user)
    cancel_session(session, reason="Este.", by=office_user)
    engagement.refresh_from_db()
    assert engagement.state == "open"
    add_session(series, values=times(11, 2), by=office_user)
    engagement.refresh_from_db()
    assert engagement.state == "agreed"


def test_another_expert_leads_the_course_in_place_of_the_one_before(
    engagement, expert_user, office_user
):
    actions.agree_day(engagement, **at(7, 5), by=expert_user)
    engagement.refresh_from_db()
    series = open_course(engagement, template=None, entry="persons", by=office_user)
    assert [row.user for row in series.people.all()] == [expert_user]
    other = make_expert(user=make_user())
    change_expert(engagement, other, reason="Jatkaa.", by=office_user)
    assert [row.user for row in series.people.all()] == [other.user]
