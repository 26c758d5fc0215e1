"""Two sendings of an application beside each other, and the mark of what has not been read."""

import pytest

from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application, CompletionRequest, Reading
from tests.correspondence.pdf import open_pdf
from tests.correspondence.pdf import text_of as words_of
from tests.factories.completion import make_completion_request, make_sent_application
from tests.html import text_of


@pytest.fixture
def changed(call, applicant, expert):
    """Sent, completed and sent again with another need."""
    application = make_sent_application(expert=expert, need="Vuorot kuormittavat meitä.")
    asked = make_completion_request(application)
    Application.objects.filter(pk=application.pk).update(
        need="Vuorot kuormittavat kaikkia.", state=Application.State.SUBMITTED
    )
    application.refresh_from_db()
    freeze_version(application, by=applicant)
    CompletionRequest.objects.filter(pk=asked.pk).update(answered_at=asked.created_at)
    return application


def marked(answer):
    return [[text_of(mark) for mark in answer.page.all(tag)] for tag in ("ins", "del")]


def test_changes_are_marked_for_eyes_and_ears(page, applicant, changed):
    answer = page.sign_in(applicant).get("application-versions", changed.ref)
    assert marked(answer) == [["[lisätty: kaikkia.]"], ["[poistettu: meitä.]"]]


@pytest.mark.parametrize("query", ["from=1&to=1", "from=2&to=2"])
def test_a_version_compared_with_itself_is_the_same(query, page, applicant, changed):
    answer = page.sign_in(applicant).get(f"/applications/{changed.ref}/versions/?{query}")
    assert "Vastaukset ovat samat" in answer.text


@pytest.mark.parametrize("query", ["from=x", "to=99", "from=2&to=1"])
def test_any_address_gives_a_page(query, page, office_user, changed):
    page.sign_in(office_user).get(f"/applications/{changed.ref}/versions/?{query}")


def test_sent_once_has_nothing_to_compare(page, applicant, call):
    answer = page.sign_in(applicant).get("application-versions", make_sent_application().ref)
    assert "vertailtavaa ei ole" in answer.text


def test_opening_a_case_counts_as_reading(page, officer, call):
    application = make_sent_application()
    page.sign_in(officer)
    assert "Et ole vielä lukenut" in page.get("office-applications").text
    page.get("office-application", application.ref)
    assert Reading.objects.get().version == 1
    assert "Et ole vielä lukenut" not in page.get("office-applications").text


def test_a_change_stays_marked_until_it_is_read(page, officer, changed):
    Reading.objects.create(application=changed, user=officer, version=1)
    page.sign_in(officer)
    assert "Muuttunut sen jälkeen, kun luit" in page.get("office-applications").text
    for _again in range(2):
        answer = page.get("office-application", changed.ref, queries=15)
        assert marked(answer) == [["[lisätty: kaikkia.]"], ["[poistettu: meitä.]"]]
    case = f"/office/applications/{changed.ref}/"
    page.post("read-application", {}, changed.ref, redirects_to=case)
    assert marked(page.get("office-application", changed.ref)) == [[], []]
    assert "Muuttunut" not in page.get("office-applications").text


def test_versions_are_not_for_others(page, outsider, changed):
    page.sign_in(outsider).get("application-versions", changed.ref, status=404)


def test_application_is_a_tagged_document_of_what_was_sent_last(page, applicant, changed):
    address = f"/applications/{changed.ref}/application.pdf"
    assert address in page.sign_in(applicant).get("my-application", changed.ref).links.values()
    content = page.get("application-pdf", changed.ref).content
    assert open_pdf(content).Root.MarkInfo.Marked
    words = " ".join(words_of(content).split())
    assert changed.number in words
    assert "Vuorot kuormittavat kaikkia." in words
    assert "kuormittavat meitä" not in words
