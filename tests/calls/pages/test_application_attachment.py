"""Downloading the attachment."""

from talkoot.calls.models import Application
from tests.factories.calls import make_application
from tests.factories.files import make_file


def test_applicant_and_office_get_the_file_as_a_download(page, applicant, office_user):
    application = make_application(state=Application.State.SUBMITTED, attachment=make_file())
    for user in (applicant, office_user):
        answer = page.sign_in(user).get("application-attachment", application.ref)
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_others_and_a_case_without_attachment_get_a_sentence(page, outsider, application):
    with_file = make_application(attachment=make_file())
    page.sign_in(outsider).get("application-attachment", with_file.ref, status=404)
    page.sign_in(application.applicant).get("application-attachment", application.ref, status=404)
