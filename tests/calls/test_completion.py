"""Asking to complete an application, answering, and what happens when nobody answers."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls import actions, jobs, rules
from talkoot.calls.actions import completion
from talkoot.calls.models import Application, Call, CompletionRequest, JointApplicant
from talkoot.calls.rules.completion import (
    due_problem,
    least_due_on,
    steps_to_complete,
    usual_due_on,
)
from talkoot.core.dates import next_office_day
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.files.models import StoredFile
from talkoot.programmes.models import Programme
from tests.factories.calls import make_application
from tests.factories.completion import GAP, make_completion_request, make_sent_application
from tests.factories.people import make_contact, make_officer
from tests.factories.together import make_writer
from tests.figures import count

State = Application.State
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def sent(call, applicant):
    return make_sent_application()


def reload(application):
    return Application.objects.get(pk=application.pk)


def ask(application, by, **fields):
    values = {"text": GAP, "due_on": usual_due_on(timezone.localdate()), **fields}
    return completion.ask_to_complete(application, **values, by=by)


def keys_of(application):
    rows = LogEntry.objects.filter(subject_kind="calls.application", subject_id=application.pk)
    return list(rows.values_list("key", flat=True))


def mails(kind):
    return Message.objects.filter(kind=kind).order_by("pk")


def test_asking_sets_the_state_and_mails_what_when_and_what_follows(sent, office_user):
    request = ask(sent, office_user)
    assert reload(sent).state == State.INCOMPLETE
    [mail] = mails("completion-request")
    assert mail.address == sent.applicant.email
    assert GAP in mail.body
    assert f"{request.due_on.day}.{request.due_on.month}.{request.due_on.year}" in mail.body
    assert "jättää tutkimatta" in mail.body
    assert "22 §" in mail.body
    assert f"/my/applications/{sent.ref}/" in mail.body
    assert "calls.application.completion_asked" in keys_of(sent)


@pytest.mark.parametrize("days", [0, 4])
def test_too_short_a_time_is_refused(days, sent, office_user):
    due_on = least_due_on(timezone.localdate()) - datetime.timedelta(days=5 - days)
    with pytest.raises(NotAllowed, match="vähintään 5 työpäivää"):
        ask(sent, office_user, due_on=due_on)
    assert reload(sent).state == State.SUBMITTED
    assert not CompletionRequest.objects.exists()


def test_a_holiday_is_no_last_day():
    midsummer = datetime.date(2026, 6, 19)
    assert usual_due_on(datetime.date(2026, 6, 5)) == datetime.date(2026, 6, 22)
    assert due_problem(midsummer, datetime.date(2026, 6, 1))


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.WITHDRAWN, State.LAPSED])
def test_only_what_waits_for_its_decision_is_asked(state, call, office_user):
    with pytest.raises(NotAllowed):
        ask(make_application(state=state), office_user)


def test_ones_own_case_is_not_asked(call):
    maker = make_officer(call.offering.programme.office, may_sign=True)
    with pytest.raises(NotAllowed, match="oma hakemuksesi"):
        ask(make_sent_application(applicant=maker), maker)


def test_completing_makes_a_second_version_and_a_receipt(sent, office_user, applicant):
    ask(sent, office_user)
    actions.save_draft(reload(sent), answers={"staff_representative": "Uusi Nimi"}, by=applicant)
    done = completion.complete_application(reload(sent), by=applicant, reply="Nimetty nyt.")
    assert (done.state, done.version) == (State.SUBMITTED, 2)
    request = CompletionRequest.objects.get()
    assert (request.answered_at is not None, request.reply) == (True, "Nimetty nyt.")
    answers = [
        row.content["staff_representative"]["answer"] for row in done.versions.order_by("number")
    ]
    assert answers == ["Henkilöstön edustaja", "Uusi Nimi"]
    assert done.number == sent.number
    assert mails("completion-receipt").count() == 1


def test_completing_without_any_answer_is_refused(sent, office_user, applicant):
    ask(sent, office_user)
    with pytest.raises(NotAllowed, match="Mitään ei ole vielä muutettu"):
        completion.complete_application(reload(sent), by=applicant)
    completion.complete_application(reload(sent), reply="Emme voi nimetä.", by=applicant)


def test_completing_with_a_gap_is_refused(sent, office_user, applicant):
    ask(sent, office_user)
    actions.save_draft(reload(sent), answers={"title": ""}, by=applicant)
    with pytest.raises(rules.AnswersMissing):
        completion.complete_application(reload(sent), by=applicant)


def test_only_the_named_steps_change(sent, office_user, applicant):
    ask(sent, office_user, steps=["participants"])
    assert list(rules.writable_steps(reload(sent))) == ["participants", "review"]
    with pytest.raises(NotAllowed, match="muita kohtia"):
        actions.save_draft(reload(sent), answers={"title": "Toinen"}, by=applicant)
    actions.save_draft(reload(sent), answers={"sponsor_name": "Toinen"}, by=applicant)


def test_a_completed_application_is_not_sent_as_a_new_one(sent, office_user, applicant):
    ask(sent, office_user)
    with pytest.raises(NotAllowed):
        actions.submit_application(reload(sent), by=applicant)
    assert reload(sent).number == sent.number


def test_failed_checks_name_the_steps(call, applicant):
    application = make_sent_application(staff_representative="")
    assert steps_to_complete(application, ["cooperation"]) == ["participants"]
    assert steps_to_complete(application, ["need"])[0] == "need"


def test_reminder_leaves_once_two_working_days_before(sent, office_user):
    far = make_completion_request(make_sent_application(), days_left=20)
    near = make_completion_request(sent, days_left=1)
    assert jobs.remind_completions() == 1
    assert jobs.remind_completions() == 0
    [mail] = mails("completion-reminder")
    assert near.application.number in mail.body
    assert far.application.number not in mail.body


def test_time_up_gives_the_case_back_and_drops_what_was_not_sent(sent, office_user, applicant):
    request = ask(sent, office_user)
    actions.save_draft(reload(sent), answers={"title": "Kesken jäänyt", "themes": []}, by=applicant)
    assert jobs.close_overdue_requests() == 0
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CompletionRequest.objects.filter(pk=request.pk).update(due_on=yesterday)
    assert jobs.close_overdue_requests() == 1
    assert jobs.close_overdue_requests() == 0
    back = reload(sent)
    assert (back.state, back.title, back.version) == (State.SUBMITTED, sent.title, 1)
    assert back.themes.count() == 1
    assert "calls.application.not_completed" in keys_of(sent)
    with pytest.raises(NotAllowed):
        actions.save_draft(back, answers={"title": "Myöhässä"}, by=applicant)


def test_the_last_day_is_the_applicants_to_its_end(sent, office_user):
    make_completion_request(sent, days_left=0)
    assert jobs.close_overdue_requests() == 0


def test_a_sent_file_comes_back_when_the_new_one_was_not_sent(call, applicant, office_user):
    draft = make_application()
    actions.attach_file(draft, SimpleUploadedFile("eka.pdf", PDF), by=applicant)
    sent = actions.submit_application(reload(draft), by=applicant)
    request = ask(sent, office_user)
    actions.attach_file(reload(sent), SimpleUploadedFile("toka.pdf", PDF), by=applicant)
    assert reload(sent).attachment.name == "toka.pdf"
    CompletionRequest.objects.filter(pk=request.pk).update(
        due_on=timezone.localdate() - datetime.timedelta(days=1)
    )
    jobs.close_overdue_requests()
    assert reload(sent).attachment.name == "eka.pdf"
    assert StoredFile.objects.filter(name="toka.pdf").count() == 0


def test_more_time_opens_the_case_again(sent, office_user):
    make_completion_request(sent, days_left=-1)
    ask(sent, office_user, text="Vielä kerran.")
    request = CompletionRequest.objects.get()
    assert (request.text, reload(sent).state) == ("Vielä kerran.", State.INCOMPLETE)
    ask(reload(sent), office_user, text="Vielä kauemmin.")
    assert mails("completion-request").count() == 2


def later(request, days=7):
    """An office day after the last day."""
    return next_office_day(request.due_on + datetime.timedelta(days=days))


def test_applicant_asks_for_more_time_and_the_office_gives_it(sent, office_user, applicant):
    Programme.objects.update(contact_email="ohjelma@esimerkki.fi")
    request = ask(sent, office_user)
    until = later(request)
    for wrong in ({"reason": " "}, {"until": request.due_on}):
        values = {"until": until, "reason": "Johtaja on lomalla.", **wrong}
        with pytest.raises(NotAllowed):
            completion.ask_more_time(reload(sent), **values, by=applicant)
    completion.ask_more_time(reload(sent), until=until, reason="Johtaja on lomalla.", by=applicant)
    [told] = mails("completion-time-asked")
    assert (told.address, "Johtaja on lomalla." in told.body) == ("ohjelma@esimerkki.fi", True)
    with pytest.raises(NotAllowed):
        completion.ask_more_time(reload(sent), until=until, reason="Taas.", by=applicant)
    completion.answer_more_time(reload(sent), is_given=True, until=until, by=office_user)
    request.refresh_from_db()
    assert request.due_on == until
    assert f"{until.day}.{until.month}.{until.year}" in mails("completion-time").get().body
    given = LogEntry.objects.get(key="calls.application.time_given")
    assert given.after["due_on"] == until.isoformat() != given.before["due_on"]
    with pytest.raises(NotAllowed):
        completion.answer_more_time(reload(sent), is_given=True, until=until, by=office_user)


def test_refused_time_has_its_reason_and_nothing_closes_before_the_answer(
    sent, office_user, applicant
):
    request = ask(sent, office_user)
    completion.ask_more_time(reload(sent), until=later(request), reason="Kiire.", by=applicant)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CompletionRequest.objects.update(due_on=yesterday)
    assert jobs.close_overdue_requests() == 0
    assert not completion.close_request(request)
    with pytest.raises(NotAllowed):
        completion.answer_more_time(reload(sent), is_given=False, by=office_user)
    completion.answer_more_time(
        reload(sent), is_given=False, answer="Aikaa oli kuukausi.", by=office_user
    )
    assert "Aikaa oli kuukausi." in mails("completion-time").get().body
    assert "calls.application.time_denied" in keys_of(sent)
    assert jobs.close_overdue_requests() == 0
    request.refresh_from_db()
    assert request.due_on == yesterday + datetime.timedelta(days=2)
    CompletionRequest.objects.update(due_on=yesterday)
    assert jobs.close_overdue_requests() == 1
    with pytest.raises(NotAllowed):
        completion.ask_more_time(reload(sent), until=later(request), reason="Taas.", by=applicant)


def test_taking_the_request_back_tells_the_applicant(sent, office_user, applicant):
    ask(sent, office_user)
    actions.save_draft(reload(sent), answers={"title": "Kesken"}, by=applicant)
    completion.cancel_request(reload(sent), by=office_user)
    assert (reload(sent).state, reload(sent).title) == (State.SUBMITTED, sent.title)
    assert not CompletionRequest.objects.exists()
    assert mails("completion-cancelled").count() == 1


def test_withdrawing_in_the_middle_leaves_what_was_sent(sent, office_user, applicant):
    ask(sent, office_user)
    actions.save_draft(reload(sent), answers={"title": "Kesken"}, by=applicant)
    actions.withdraw_application(reload(sent), by=applicant)
    assert (reload(sent).state, reload(sent).title) == (State.WITHDRAWN, sent.title)


def test_withdrawing_a_decided_case_tells_of_giving_up(call, applicant):
    with pytest.raises(NotAllowed, match="luopua asian sivulla"):
        actions.withdraw_application(make_application(state=State.APPROVED), by=applicant)


def test_lapse_is_the_decision_makers_with_a_reason_and_a_letter(sent, office_user, officer):
    request = make_completion_request(sent, days_left=-1)
    colleague, partner = make_writer(sent), make_contact()
    Call.objects.update(allows_joint=True)
    JointApplicant.objects.create(
        application=sent,
        organisation=partner.memberships.get().organisation,
        confirmed_by=partner,
        confirmed_at=timezone.now(),
    )
    with pytest.raises(NotAllowed):
        completion.lapse_application(reload(sent), reason="Haun ehto 5.", by=officer)
    with pytest.raises(NotAllowed):
        completion.lapse_application(reload(sent), reason=" ", by=office_user)
    completion.lapse_application(reload(sent), reason="Haun ehto 5.", by=office_user)
    assert reload(sent).state == State.LAPSED
    request.refresh_from_db()
    told = mails("application-lapsed")
    assert {mail.user for mail in told} == {sent.applicant, colleague, partner}
    assert {mail.letter for mail in told} == {request.lapse_letter}
    assert "Haun ehto 5." in str(request.lapse_letter.content)
    assert count("applications-lapsed").n == 1
    assert count("applications-to-complete").n == 1
    completion.resume_application(reload(sent), by=office_user)
    assert reload(sent).state == State.SUBMITTED


def test_lapse_without_an_unanswered_request_is_refused(sent, office_user):
    with pytest.raises(NotAllowed):
        completion.lapse_application(sent, reason="Haun ehto 5.", by=office_user)
