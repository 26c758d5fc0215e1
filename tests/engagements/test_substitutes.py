"""Another expert of the supplier holds one session; the order stays with the named one."""

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.queries import queue_rows
from talkoot.engagements import actions
from talkoot.engagements.actions.courses import open_course
from talkoot.engagements.actions.expert import change_expert
from talkoot.engagements.actions.sessions import move_session
from talkoot.engagements.actions.substitutes import name_substitute, remove_substitute
from talkoot.engagements.jobs import remind_reports
from talkoot.engagements.models import DayReport, Engagement, Substitution
from talkoot.engagements.rules.hours import check_free, meter_of
from talkoot.events.models import Session
from talkoot.events.queries.sessions import own_sessions
from talkoot.home.case_items import agreed_step
from talkoot.home.service_path import service_path
from tests.engagements.steps import COUNTS, REPORT, at
from tests.factories.experts import make_expert
from tests.factories.people import make_user


@pytest.fixture
def session(engagement, expert_user):
    made = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    engagement.refresh_from_db()
    return made


@pytest.fixture
def substitute(engagement):
    return make_expert(supplier=engagement.expert.supplier, user=make_user("sijainen@esimerkki.fi"))


def test_a_substitute_holds_and_reports_one_session(
    page, engagement, session, substitute, office_user, expert_user, applicant
):
    ref, order = engagement.application.ref, engagement.call_off
    form = {"expert": str(substitute.pk), "reason": "Este."}
    page.sign_in(substitute.user).get("report-session", ref, session.order, status=404)
    to = f"/engagements/{ref}/"
    page.sign_in(office_user).post("name-substitute", form, ref, session.order, redirects_to=to)
    for person, method in ((substitute.user, "REQUEST"), (expert_user, "CANCEL")):
        mail = Message.objects.get(kind="session-holder", user=person)
        assert f"METHOD:{method}" in mail.calendar
    assert Message.objects.filter(kind="session-holder", user=applicant).exists()
    assert LogEntry.objects.filter(
        key="engagements.engagement.substitute_named", actor=office_user
    ).exists()
    assert own_sessions(substitute.user, timezone.now()) == [session]
    assert own_sessions(expert_user, timezone.now()) == []
    assert own_sessions(applicant, timezone.now()) == [session]
    assert substitute.name in agreed_step(Engagement.objects.get(pk=engagement.pk)).sentence
    move_session(engagement, session, **at(6, 2), by=office_user)
    mail = Message.objects.get(kind="day-agreed", user=substitute.user)
    assert substitute.name in mail.body and engagement.expert.name not in mail.body
    Session.objects.filter(pk=session.pk).update(**held())
    assert remind_reports() == 1
    assert Message.objects.get(kind="report-reminder").user == substitute.user
    [row] = queue_rows([engagement.application_id])
    assert row.wait is not None and row.wait.who == substitute.name
    shown = page.sign_in(substitute.user).get("engagement", ref)
    assert f"{to}sessions/{session.order}/report/" in shown.links.values()
    assert f"{to}sessions/{session.order}/" not in shown.links.values()
    page.get("report-session", ref, session.order)
    actions.report_day(
        engagement, session=session, counts=COUNTS, **REPORT, is_last=False, by=substitute.user
    )
    assert DayReport.objects.get().expert == substitute
    [row] = queue_rows([engagement.application_id])
    # Hours are left, and planning them is the named expert's.
    assert row.wait is not None and row.wait.who == engagement.expert.name
    assert row.wait.since == Session.objects.get(pk=session.pk).ends_at
    # A report that is given back waits for who held the session.
    state = DayReport.objects.get().state
    DayReport.objects.update(state="returned")
    [row] = queue_rows([engagement.application_id])
    assert row.wait is not None and row.wait.who == substitute.name
    DayReport.objects.update(state=state)
    path = service_path(engagement.application.organisation, office_user)
    assert substitute.name in [item["note"] for item in path]
    order.refresh_from_db()
    engagement.refresh_from_db()
    assert (order.expert, meter_of(engagement).delivered) == (engagement.expert, 2)


def held():
    times = at(-8, 2)
    return {name: times[name] for name in ("starts_at", "ends_at")}


def test_a_substitute_is_of_the_same_supplier_and_free(
    engagement, session, substitute, office_user, expert_user
):
    facts = {"reason": "Este.", "by": office_user}
    with pytest.raises(NotAllowed, match=str(engagement.expert.supplier)):
        name_substitute(engagement, session, expert=make_expert(), **facts)
    name_substitute(engagement, session, expert=substitute, **facts)
    # The named expert is free at the time now, and the substitute is not.
    other = actions.agree_day(engagement, **at(5, 2), by=expert_user)
    with pytest.raises(NotAllowed, match=substitute.name):
        name_substitute(engagement, other, expert=substitute, **facts)
    with pytest.raises(NotAllowed):
        remove_substitute(engagement, session, by=office_user)
    change_expert(engagement, substitute, reason="Jatkaa.", by=office_user)
    assert not Substitution.objects.exists()


def test_a_substitute_of_the_supplier_before_is_told_that_somebody_else_goes_on(
    engagement, session, substitute, office_user
):
    name_substitute(engagement, session, expert=substitute, reason="Este.", by=office_user)
    change_expert(engagement, make_expert(), reason="Jatkaa.", by=office_user)
    assert not Substitution.objects.exists()
    mails = Message.objects.filter(kind="session-holder", user=substitute.user)
    assert "METHOD:CANCEL" in mails.latest("pk").calendar


def test_in_a_course_the_named_expert_is_free_when_a_substitute_holds_the_session(
    engagement, session, substitute, office_user
):
    open_course(engagement, template=None, entry="persons", by=office_user)
    times = at(5, 2)["starts_at"], at(5, 2)["ends_at"]
    with pytest.raises(NotAllowed):
        check_free(engagement.expert, *times)
    session.series.people.create(session=session, user=substitute.user, name="A", task="speaker")
    name_substitute(engagement, session, expert=substitute, reason="Este.", by=office_user)
    check_free(engagement.expert, *times)
    with pytest.raises(NotAllowed):
        check_free(substitute, *times)
    remove_substitute(engagement, session, by=office_user)
    own = session.series.people.filter(user=substitute.user)
    assert [row.task for row in own] == ["speaker"]  # Not the substitute's own task.
