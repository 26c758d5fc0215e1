"""Who is told that an application has been withdrawn; each once."""

from django.utils import translation

from talkoot.calls.actions.mails import queue_mail
from talkoot.calls.messages import withdrawal as messages
from talkoot.calls.models import Application
from talkoot.calls.queries.writing import contacts_of
from talkoot.people.models import User

KIND = "application-withdrawn"


def tell_withdrawn(application: Application, *, by: User) -> None:
    """The applicant gets a receipt; co-writers, joint applicants' contacts and the office a word.

    Of a draft the office knows nothing, and who gave it up needs no mail. The caller has the lock.
    """
    was_sent = application.submitted_at is not None
    applicant = application.applicant
    if was_sent:
        with translation.override(application.language):
            mail = messages.withdrawal_receipt(application)
        queue_mail(KIND, application, str(applicant.pk), mail, to=applicant)
        _tell_office(application)
    people = {person.pk: person for person in _others(application)}
    if not was_sent:
        people[applicant.pk] = applicant
    for person in people.values():
        if person.pk == by.pk or (was_sent and person.pk == applicant.pk):
            continue
        with translation.override(person.language):
            mail = messages.withdrawal_told(application, by=by)
        queue_mail(KIND, application, str(person.pk), mail, to=person)


def _others(application: Application) -> list[User]:
    """Who writes it too, and the contact persons of those who were asked to apply."""
    others = [row.user for row in application.writers.select_related("user")]
    for joint in application.joint_applicants.all():
        others += contacts_of(joint.organisation_id)
    return others


def _tell_office(application: Application) -> None:
    """To the programme's own address, in Finnish as the office reads it; none without one."""
    address = application.call.offering.programme.contact_email
    if address:
        with translation.override("fi"):
            mail = messages.withdrawal_to_office(application)
        queue_mail(KIND, application, "office", mail, address=address)
