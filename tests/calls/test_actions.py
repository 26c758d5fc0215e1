"""Writing, sending and withdrawing an application."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls import actions
from talkoot.calls.models import Application
from talkoot.calls.rules import AnswersMissing
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.files.models import StoredFile
from tests.factories.calls import make_application, make_closed_call
from tests.factories.experts import make_expert, make_framework
from tests.factories.programmes import make_theme

State = Application.State
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def whole_draft(**fields):
    """A draft that can be sent."""
    application = make_application(number=None, **fields)
    application.themes.add(make_theme())
    return application


def pdf(name="liite.pdf"):
    return SimpleUploadedFile(name, PDF, "application/pdf")


def keys_of(application):
    rows = LogEntry.objects.filter(subject_kind="calls.application", subject_id=application.pk)
    return list(rows.values_list("key", flat=True))


def test_start_opens_one_draft_however_often(call, applicant):
    organisation = applicant.memberships.get().organisation
    first = actions.start_application(call, organisation=organisation, by=applicant)
    second = actions.start_application(call, organisation=organisation, by=applicant)
    assert first == second
    assert keys_of(first) == ["calls.application.started"]


def test_start_refuses_a_closed_call(applicant):
    organisation = applicant.memberships.get().organisation
    with pytest.raises(NotAllowed):
        actions.start_application(make_closed_call(), organisation=organisation, by=applicant)
    assert not Application.objects.exists()


def test_start_refuses_somebody_elses_organisation(call, applicant, outsider):
    organisation = outsider.memberships.get().organisation
    with pytest.raises(NotAllowed):
        actions.start_application(call, organisation=organisation, by=applicant)


def test_save_draft_keeps_what_is_given_and_leaves_the_rest(db):
    application = make_application()
    need = application.need
    actions.save_draft(application, answers={"title": "Uusi nimi"}, by=application.applicant)
    application.refresh_from_db()
    assert (application.title, application.need) == ("Uusi nimi", need)
    assert application.participant_groups.count() == 2


def test_an_hour_of_saving_is_one_entry_in_the_log(db):
    application = make_application(saved_at=None)
    for _save in range(2):
        actions.save_draft(application, answers={"title": "Nimi"}, by=application.applicant)
    application.saved_at -= datetime.timedelta(hours=1)
    actions.save_draft(application, answers={"title": "Nimi"}, by=application.applicant)
    entries = LogEntry.objects.filter(key="calls.application.saved")
    assert [(entry.actor, entry.after) for entry in entries] == [(application.applicant, {})] * 2


def test_save_draft_replaces_lists_that_are_given(db):
    application, theme = make_application(), make_theme()
    actions.save_draft(
        application,
        answers={"themes": [str(theme.pk)], "groups": {"staff": 5, "management": 0}},
        by=application.applicant,
    )
    assert list(application.themes.all()) == [theme]
    assert list(application.participant_groups.values_list("role", "count")) == [("staff", 5)]


def test_save_draft_refuses_after_sending(application):
    with pytest.raises(NotAllowed):
        actions.save_draft(application, answers={"title": "Toinen"}, by=application.applicant)


def test_save_draft_takes_only_answers(db):
    application = make_application()
    with pytest.raises(ValueError, match="Not answers"):
        actions.save_draft(application, answers={"state": "approved"}, by=application.applicant)


def test_attachment_is_replaced_and_removed(db):
    application = make_application()
    actions.attach_file(application, pdf("eka.pdf"), by=application.applicant)
    actions.attach_file(application, pdf("toka.pdf"), by=application.applicant)
    application.refresh_from_db()
    assert application.attachment.name == "toka.pdf"
    assert StoredFile.objects.count() == 1
    actions.remove_attachment(application, by=application.applicant)
    assert not StoredFile.objects.exists()


def test_disguised_attachment_is_refused_and_the_earlier_stays(db):
    application = make_application()
    actions.attach_file(application, pdf(), by=application.applicant)
    fake = SimpleUploadedFile("kuva.pdf", b"MZ not a pdf", "application/pdf")
    with pytest.raises(NotAllowed):
        actions.attach_file(application, fake, by=application.applicant)
    application.refresh_from_db()
    assert application.attachment.name == "liite.pdf"


def test_submit_gives_number_time_receipt_and_log(db):
    application = actions.submit_application(
        draft := whole_draft(call_text_version=0), by=draft.applicant
    )
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    assert application.number
    assert application.submitted_at is not None
    assert application.call_text_version == application.call.text_version
    message = Message.objects.get(kind="application-receipt")
    assert message.user == application.applicant
    assert application.number in message.subject
    assert application.number in message.body
    assert keys_of(application) == ["calls.application.submitted"]


def test_case_numbers_run_without_gaps(db):
    numbers = [
        actions.submit_application(draft, by=draft.applicant).number
        for draft in (whole_draft(), whole_draft())
    ]
    first, second = (int(number.split("/")[1]) for number in numbers)
    assert second == first + 1


def test_second_submission_is_refused_and_changes_nothing(db):
    draft = whole_draft()
    number = actions.submit_application(draft, by=draft.applicant).number
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)
    assert Message.objects.count() == 1
    assert Application.objects.get().number == number


def test_submit_refuses_a_closed_call_and_keeps_the_draft(db):
    draft = whole_draft(call=make_closed_call())
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == (State.DRAFT, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit_name", ""),
        ("title", ""),
        ("need", ""),
        ("goals", ""),
        ("sign_of_success", ""),
        ("sponsor_name", ""),
        ("staff_representative", ""),
        ("expert", None),
        ("preferred_times", ""),
        ("days_requested", None),
    ],
)
def test_submit_refuses_a_missing_answer(field, value, db):
    draft = whole_draft()
    Application.objects.filter(pk=draft.pk).update(**{field: value})
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)


def test_submit_refuses_without_themes_and_without_groups(db):
    draft = whole_draft()
    draft.themes.clear()
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)
    draft.themes.add(make_theme())
    draft.participant_groups.all().delete()
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)


def test_submit_refuses_more_days_than_the_call_gives(db):
    draft = whole_draft(days_requested=Decimal("2.5"))
    with pytest.raises(NotAllowed):
        actions.submit_application(draft, by=draft.applicant)
    assert not Message.objects.exists()


def test_withdraw_before_the_decision(application):
    actions.withdraw_application(application, by=application.applicant)
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert keys_of(application) == ["calls.application.withdrawn"]


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.WITHDRAWN])
def test_withdraw_is_refused_later(state, db):
    application = make_application(state=state)
    with pytest.raises(NotAllowed):
        actions.withdraw_application(application, by=application.applicant)


@pytest.mark.parametrize("change", ["unavailable", "expired"])
def test_submit_tells_of_an_expert_who_takes_no_new_work(applicant, change):
    draft = whole_draft()
    expert = draft.expert
    if change == "unavailable":
        expert.is_available = False
        expert.save()
    else:
        framework = expert.supplier.framework
        framework.valid_to = timezone.localdate() - datetime.timedelta(days=1)
        framework.save()
    with pytest.raises(AnswersMissing, match=expert.name):
        actions.submit_application(draft, by=applicant)
    draft.refresh_from_db()
    assert (draft.state, draft.expert) == (State.DRAFT, expert)
    draft.expert = make_expert(framework=make_framework())
    draft.save()
    actions.submit_application(draft, by=applicant)
