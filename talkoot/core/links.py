"""Links that somebody else wrote: what may be shown as one. Nothing is ever fetched."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

LONGEST = 500
PRIVATE_ENDINGS = (
    "localhost local localdomain internal intranet intra lan home corp private arpa invalid onion"
).split()
HOST = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")


def link_problem(url: str) -> str:
    """Why the address cannot be shown as a link, as a sentence; empty if it can.

    Only http and https, without a user name, to a public host name; nothing is looked up.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return _("The link is not an address of a web page.")
    if parts.scheme.lower() not in ("http", "https") or not host:
        return _("The link must begin with https:// or http://.")
    if len(url) > LONGEST or not url.isprintable() or set(" <>\"\\'`{}|^") & set(url):
        return _("The link is too long or has characters that no address has.")
    if "@" in parts.netloc:
        return _("The link must not have a user name or a password in it.")
    if _is_private(host) or port not in (None, 80, 443, 8080, 8443):
        return _("The link leads to a private network, which others cannot open.")
    return ""


def _is_private(host: str) -> bool:
    """True for every host that is not a public name or a public address."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    if host.rpartition(".")[2] in PRIVATE_ENDINGS:
        return True
    # Numbers in other bases ("0x7f.1", "2130706433") and names without a dot fit no HOST.
    return HOST.fullmatch(host) is None
