"""What was sent, what changed since, and who has read it."""

from talkoot.calls.actions.versions import freeze_version, mark_first_read, mark_read
from talkoot.calls.models import Application, Reading
from talkoot.calls.queries.versions import cases_for, read_versions
from talkoot.calls.rules.versions import answer_changes
from tests.factories.completion import make_sent_application


def content(**answers):
    return {code: {"question": code.upper(), "answer": text} for code, text in answers.items()}


def words(change):
    return [(run.kind, run.text.strip()) for run in change.changes]


def test_changes_are_told_word_by_word_in_the_order_of_the_questions():
    before = content(title="Sama", need="Vuorot kuormittavat meitä", goals="Pois jäänyt")
    after = content(title="Sama", need="Vuorot kuormittavat kaikkia", times="Uusi")
    need, times, goals = answer_changes(before, after)
    assert (need.code, need.question) == ("need", "NEED")
    assert words(need) == [
        ("same", "Vuorot kuormittavat"),
        ("removed", "meitä"),
        ("added", "kaikkia"),
    ]
    assert words(times) == [("added", "Uusi")]
    assert words(goals) == [("removed", "Pois jäänyt")]


def test_same_answers_have_no_changes():
    assert answer_changes(content(title="Sama"), content(title="Sama")) == []


def test_an_empty_answer_and_no_question_are_the_same():
    assert answer_changes(content(), content(title="")) == []


def test_opening_counts_once_and_reading_again_moves_on(call, office_user):
    application = make_sent_application()
    mark_first_read(application, by=office_user)
    freeze_version(application, by=application.applicant)
    mark_first_read(application, by=office_user)
    assert read_versions(office_user, [application.pk]) == {application.pk: 1}
    assert cases_for(office_user).get(pk=application.pk).read_version == 1
    mark_read(application, by=office_user)
    assert Reading.objects.get().version == 2


def test_a_version_keeps_what_was_sent(call, applicant):
    application = make_sent_application(title="Alkuperäinen")
    Application.objects.filter(pk=application.pk).update(title="Muutettu")
    [version] = application.versions.all()
    assert version.content["title"]["answer"] == "Alkuperäinen"
    assert version.sent_by == applicant
