"""Settings that would hurt in use, found at start-up; each message says what to set."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.http.request import validate_host


@register
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demonstration is free; a real site must know its address, its key and its mail server."""
    return _address_problems() if settings.DEMO else _address_problems() + _real_site_problems()


def _address_problems() -> list[CheckMessage]:
    host = urlsplit(settings.BASE_URL).hostname
    if not host:
        return [
            Error(
                f"TALKOOT_BASE_URL is “{settings.BASE_URL}”. Set it to the site's whole address, "
                "such as https://talkoot.example.fi.",
                id="talkoot.E001",
            )
        ]
    if not validate_host(host, settings.ALLOWED_HOSTS):
        return [
            Error(
                f"Add {host} to TALKOOT_ALLOWED_HOSTS, because it is the host of TALKOOT_BASE_URL.",
                id="talkoot.E002",
            )
        ]
    return []


def _real_site_problems() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < 50:
        found.append(
            Error("Set TALKOOT_SECRET_KEY to at least 50 random characters.", id="talkoot.E003")
        )
    if settings.DEBUG and settings.HTTPS:
        found.append(Error("Remove TALKOOT_DEBUG: it shows the inside to all.", id="talkoot.E004"))
    if settings.HTTPS and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        found.append(
            Error(
                "Mail would go to the console. Set TALKOOT_MAIL_URL to the mail server, such as "
                "submission://user:password@mail.example.fi:587.",
                id="talkoot.E005",
            )
        )
    if not settings.HTTPS:
        found.append(
            Warning(
                "The site is not behind HTTPS. Set TALKOOT_BASE_URL to its https:// address.",
                id="talkoot.W001",
            )
        )
    return found
