"""The link under each voluntary mail, by which its receiver asks for no more of them.

The address of the page names the mail by its signed key, never the receiver.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.correspondence.models import OptOut

_signer = Signer(sep=".", salt="talkoot.correspondence.opt-out")


def token_of(key: str) -> str:
    """The end of the link under the mail with the key."""
    return _signer.sign(urlsafe_b64encode(key.encode()).decode().rstrip("="))


def key_of(token: str) -> str:
    """The key of the mail under which the link stood; empty for a link that nobody made."""
    try:
        text = _signer.unsign(token)
    except BadSignature:
        return ""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


def link_of(key: str) -> str:
    """The whole address, in the active language."""
    return settings.BASE_URL + reverse("opt-out", args=[token_of(key)])


def with_link(body: str, *, key: str, topic: str, language: str) -> str:
    """The text of a voluntary mail with the way out under it, in the mail's language."""
    if not topic:
        return body
    with translation.override(language):
        sentence = _(
            "This mail is voluntary. If you want no more mail of this kind (%(topic)s), say so "
            "here:\n%(link)s"
        ) % {"topic": OptOut.Topic(topic).label, "link": link_of(key)}
    return f"{body.rstrip()}\n\n{sentence}\n"
