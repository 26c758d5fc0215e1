"""Mails between the people who write an application together."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, JointApplicant
from talkoot.calls.rules.writing import INVITATION_DAYS
from talkoot.people.models import User

Mail = tuple[str, str]


def added_as_writer(application: Application, by: User) -> Mail:
    """Subject and body for a colleague who writes too."""
    subject = _("You can write an application: %(title)s") % {"title": named(application)}
    body = _(
        "Hello!\n\n"
        "%(name)s has added you to write the application “%(title)s” of %(organisation)s. You both "
        "write in the same form, and each other’s texts stay.\n\n"
        "Open the application here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_facts(application), "name": by, "link": _link("my-application", application.ref)}
    return subject, body


def writer_invitation(application: Application, token: str, by: User) -> Mail:
    """Subject and body for an address that is not yet a colleague's here."""
    subject = _("Invitation to write an application: %(title)s") % {"title": named(application)}
    body = _(
        "Hello!\n\n"
        "%(name)s invites you to write the application “%(title)s” of %(organisation)s. Sign in "
        "with this e-mail address and open the link. You need to belong to the organisation here; "
        "the page tells how.\n\n"
        "%(link)s\n\n"
        "The link works for %(days)s days. If you do not know what this is about, you need not do "
        "anything.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        **_facts(application),
        "name": by,
        "days": INVITATION_DAYS,
        "link": _link("join-application", application.ref, token),
    }
    return subject, body


def joint_request(joint: JointApplicant, by: User) -> Mail:
    """Subject and body for a contact person of an organisation that is asked to apply too."""
    application = joint.application
    subject = _("%(lead)s asks %(organisation)s to apply together") % {
        "lead": application.organisation,
        "organisation": joint.organisation,
    }
    body = _(
        "Hello!\n\n"
        "%(name)s of %(organisation)s writes the application “%(title)s” and asks %(joint)s to "
        "apply together. The application can be sent when a contact person of each organisation "
        "has confirmed.\n\n"
        "Read the application, then confirm or decline here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        **_facts(application),
        "name": by,
        "joint": joint.organisation,
        "link": _link("joint-application", application.ref),
    }
    return subject, body


def joint_answer(joint: JointApplicant, *, takes_part: bool) -> Mail:
    """Subject and body that tell the lead what the other organisation answered."""
    application = joint.application
    if takes_part:
        subject = _("%(organisation)s takes part in your application")
        sentence = _("%(joint)s has confirmed that it applies with you: “%(title)s”.")
    else:
        subject = _("%(organisation)s does not take part in your application")
        sentence = _("%(joint)s does not apply with you this time: “%(title)s”.")
    facts = {**_facts(application), "joint": joint.organisation}
    body = _(
        "Hello!\n\n%(sentence)s\n\nGo on with the application here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        **facts,
        "sentence": sentence % facts,
        "link": _link("application-people", application.ref),
    }
    return subject % {"organisation": joint.organisation}, body


def named(application: Application) -> str:
    """The application's title, or its call's while it has none."""
    return application.title or application.call.title


def _facts(application: Application) -> dict[str, str]:
    return {
        "title": named(application),
        "organisation": str(application.organisation),
        "programme": application.call.offering.programme.name,
    }


def _link(name: str, *args: str) -> str:
    return settings.BASE_URL + reverse(name, args=args)
