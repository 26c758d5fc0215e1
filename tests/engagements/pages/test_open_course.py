"""A course made of an engagement's days."""

import pytest
from django.utils import timezone

from talkoot.engagements import actions
from talkoot.events.models import Session
from talkoot.events.reference import load_templates
from tests.engagements.steps import at


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
