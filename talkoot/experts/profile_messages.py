"""Mails about profiles."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.experts.models import ExpertReply, ProfileChange


def handled(row: ProfileChange | ExpertReply) -> tuple[str, str]:
    """Tells the expert what the office did with the new wording or the reply."""
    is_published = row.state == "published"
    if isinstance(row, ExpertReply):
        subject = _("Your reply is public") if is_published else _("Your reply was returned")
    else:
        subject = _("Your profile was updated") if is_published else _("Your profile was returned")
    lines = [_("Hello!")]
    if is_published:
        lines.append(_("The programme office has published what you sent."))
    else:
        lines.append(_("The programme office asks you to change what you sent:"))
        lines.append(row.note)
    lines.append(_("Your profile:\n%(link)s") % {"link": settings.BASE_URL + reverse("my-profile")})
    programme = row.expert.supplier.framework.programme
    lines.append(_("With kind regards\n%(programme)s") % {"programme": programme.name})
    return subject, "\n\n".join(lines)
