"""Mails about the case story."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.engagements.models import CaseStory, Engagement


def story_to_read(engagement: Engagement) -> tuple[str, str]:
    """Asks the applicant to read the text before anything is published."""
    application = engagement.application
    subject = _("Read the story of your case: %(title)s") % {"title": application.title}
    body = _(
        "Hello!\n\n"
        "You allowed us to tell of “%(title)s”. The text is ready. Read it and tell whether it may "
        "be published as it is; nothing is published before your answer:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "link": settings.BASE_URL + reverse("read-story", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def story_answered(engagement: Engagement, story: CaseStory) -> tuple[str, str]:
    """Tells who wrote the story what the applicant answered."""
    application = engagement.application
    facts = {
        "title": story.title,
        "organisation": application.organisation,
        "note": story.note,
        "link": settings.BASE_URL + reverse("write-story", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    if story.state == CaseStory.State.PUBLISHED:
        subject = _("The story was accepted: %(organisation)s") % facts
        body = _(
            "Hello!\n\n"
            "%(organisation)s accepted the story “%(title)s”, and it is now public.\n\n"
            "The story:\n%(link)s\n\n"
            "With kind regards\n%(programme)s"
        )
    else:
        subject = _("Changes to the story: %(organisation)s") % facts
        body = _(
            "Hello!\n\n"
            "%(organisation)s read the story “%(title)s” and asks for changes:\n%(note)s\n\n"
            "Change the text and send it to be read again:\n%(link)s\n\n"
            "With kind regards\n%(programme)s"
        )
    return subject, body % facts
