"""What every page needs to know of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation


def site(request: HttpRequest) -> dict[str, Any]:
    """Site name, demo mark and the same page's address in each language."""
    current = translation.get_language()
    here = request.get_full_path()
    return {
        "site_name": settings.SITE_NAME,
        "is_demo_site": settings.DEMO,
        "support_email": settings.SUPPORT_EMAIL,
        "languages": [
            {
                "code": code,
                "name": name,
                "url": translate_url(here, code),
                "current": code == current,
            }
            for code, name in settings.LANGUAGES
        ],
    }
