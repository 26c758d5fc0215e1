"""The mail that reminds a participant of the funder's own notice."""

from django.utils.translation import gettext as _

from talkoot.events.models import FundedParticipation, Registration
from talkoot.events.tokens import notices_link_of


def notice_reminder(row: FundedParticipation, registration: Registration | None) -> tuple[str, str]:
    """Subject and body: which notice, where it is filled in, and where to mark it as done.

    Who has no registration, and so no page of their own, tells the office.
    """
    project, programme = row.project, row.project.programme
    contact = programme.contact_email or str(programme.office)
    is_start = row.missing_notice == "start_notice_on"
    which = _("start notice") if is_start else _("end notice")
    subject = _("Please fill in the funder’s %(notice)s") % {"notice": which}
    body = _(
        "Hello %(name)s!\n\n"
        "You take part in work that the project %(project)s pays for. Its funder asks each "
        "participant to fill in a %(notice)s in the funder’s own service. The project’s code "
        "there is %(code)s.\n\n"
        "Nothing of your answers comes to us. When you have filled it in, tell us, so that we do "
        "not remind you again:\n%(where)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % {
        "name": row.participant.name,
        "project": project.name,
        "notice": which,
        "code": project.code or "–",
        "where": notices_link_of(registration) if registration else contact,
        "programme": programme.name,
    }
