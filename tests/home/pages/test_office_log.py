"""The office's page over the log: who did what to what and when, and what it keeps back."""

import csv
import io

import pytest
from django.apps import apps
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from talkoot.home.log import HOLDERS, PAGE_SIZE, Choices, entries, ways_to_barred
from talkoot.home.log_kinds import KINDS
from talkoot.home.log_words import DONE
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.decisions import make_sent_decision, make_slate
from tests.factories.engagements import make_engagement
from tests.factories.people import make_officer, make_organisation
from tests.factories.surveys import make_round


def note(subject, key="calls.application.saved", *, by=None, **after):
    return record(key, subject, by=by, after=after)


def streamed(answer):
    return b"".join(answer.response.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_page_tells_who_did_what_to_what(page, call, office_user, count):
    for _number in range(count):
        application = make_application(call=call, state="submitted")
        note(application, "calls.application.submitted", by=application.applicant, version=2)
    answer = page.sign_in(office_user).get("office-log", queries=7)
    assert answer.content.decode().count("calls.application.submitted") == count
    for part in (str(application.applicant), application.number, "versio: 2"):
        assert part in answer.text
    assert f"/office/applications/{application.ref}/" in answer.links.values()


def test_changes_are_told_in_the_words_of_the_pages(page, call, office_user):
    """Names, choices, days and yes or no; what the model does not know stands as it is logged."""
    changes = {"state": "submitted", "due_on": "2026-12-01", "sponsor_name": "A", "odd_one": True}
    note(make_application(call=call, state="submitted"), **changes)
    text = page.sign_in(office_user).get("office-log").text
    sponsor = Application._meta.get_field("sponsor_name").verbose_name
    for part in ("tila: käsittelyssä", "määräpäivä: 1.12.2026", f"{sponsor}: A", "odd one: kyllä"):
        assert part in text


def test_filters_narrow_by_kind_person_and_days(page, call, office_user):
    application = make_application(call=call, state="submitted")
    note(application, by=office_user)
    note(call, "calls.call.changed")
    page.sign_in(office_user)

    def shown(query):
        text = page.get(f"/office/log/{query}").content.decode()
        return ("calls.application.saved" in text, "calls.call.changed" in text)

    assert shown("") == (True, True)
    assert shown("?kind=calls.call") == (False, True)
    assert shown(f"?who={office_user.name.split()[0]}") == (True, False)
    assert shown("?who=system") == (False, True)
    today = timezone.localdate()
    day = f"first={today.isoformat()}"
    assert shown(f"?{day}") == (True, True)
    assert shown(f"?{day.replace(str(today.year), str(today.year + 1))}") == (False, False)
    assert shown("?kind=nonsense") == (True, True)


def test_older_entries_are_on_the_next_page(page, call, office_user):
    for number in range(PAGE_SIZE + 2):
        note(call, "calls.call.changed", count=number)
    first = page.sign_in(office_user).get("office-log", queries=6)
    [older] = [url for text, url in first.links.items() if "before=" in url]
    second = page.get(older, queries=6)
    assert second.content.decode().count("calls.call.changed") == 2
    assert "määrä: 0" in second.text


def test_file_holds_what_the_filters_leave(page, call, office_user):
    note(call, "calls.call.changed", by=office_user, state="open")
    note(make_application(call=call, state="submitted"))
    answer = page.sign_in(office_user).get("/office/log.csv?kind=calls.call")
    rows = list(csv.reader(io.StringIO(streamed(answer)), delimiter=";"))
    assert len(rows) == 2
    assert str(office_user) in rows[1]
    assert "calls.call.changed" in rows[1]


def test_another_offices_entries_are_not_there(page, call):
    note(call, "calls.call.changed")
    page.sign_in(make_officer(make_organisation("Toinen toimisto")))
    assert "calls.call.changed" not in page.get("office-log").content.decode()


def test_disqualified_officer_finds_no_trace(page, call, office_user, expert):
    """Of the case, of what leads to it, and where another entry names it."""
    other = make_application(call=call, state="submitted")
    case = make_application(call=call, state="approved", expert=expert)
    decision = make_sent_decision(case)
    engagement = make_engagement(case, expert=expert)
    slate = make_slate(case, other)
    of_case = [
        note(case),
        note(decision, "decisions.decision.signed"),
        note(engagement, "engagements.engagement.opened"),
        note(engagement.series, "events.series.created"),
        note(engagement.series.sessions.first(), "events.session.agreed"),
        note(slate, "decisions.slate.made", lines=2),
        note(Message.objects.get(letter=decision.letter), "correspondence.message.sent"),
    ]
    Message.objects.update(office=call.offering.programme.office, body=f"Asia {case.number}")
    naming = note(other, "calls.application.continued", source=case.number)
    pages = page.sign_in(office_user)
    seen = {row.pk for row in entries(office_user, Choices())}
    assert {row.pk for row in of_case} <= seen

    make_disqualification(case, user=office_user)
    office_user = type(office_user).objects.get(pk=office_user.pk)
    seen = {row.pk for row in entries(office_user, Choices())}
    assert not {row.pk for row in of_case} & seen
    assert naming.pk in seen
    shown = pages.get("office-log", queries=9).content.decode()
    for text in (shown, streamed(pages.get("office-log-csv"))):
        assert "calls.application.continued" in text
        for word in (case.number, case.ref, decision.number):
            assert word not in text


@pytest.mark.django_db
def test_every_kind_leads_to_an_office_and_is_asked_of_each_case(office_user):
    """Each way is a way in the database; keys are whole numbers, as the page compares them."""
    make_disqualification(make_application(state="submitted"), user=office_user)
    for kind in KINDS:
        model = apps.get_model(kind)
        assert "Auto" in type(model._meta.pk).__name__, kind
        assert list(entries(office_user, Choices(kind=kind))) == []
    assert set(HOLDERS) < set(KINDS)
    assert ("application", "calls.application") in ways_to_barred("decisions.decision")


def test_single_answers_and_accounts_are_not_in_the_page():
    """The moment of an answer could tell who gave it."""
    kept_back = {"surveys.response", "surveys.answerlink", "surveys.readanswer", "people.user"}
    assert not kept_back & set(KINDS)


def test_moment_of_a_stored_answer_is_kept_back(page, office_user, programme):
    note(make_round(programme=programme), "surveys.response.stored")
    assert "surveys.response.stored" not in page.sign_in(office_user).get("office-log").text
    assert LogEntry.objects.filter(key="surveys.response.stored").exists()


def test_words_are_there_for_usual_steps():
    assert {"signed", "submitted", "published", "withdrawn"} <= set(DONE)
