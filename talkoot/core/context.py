"""What every page needs to know of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

PREFIXES = {
    code: "" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _ in settings.LANGUAGES
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Site name, demo mark and the same page's address in each language."""
    current = translation.get_language()
    here = request.get_full_path().removeprefix(PREFIXES.get(current or "", ""))
    return {
        "site_name": settings.SITE_NAME,
        "is_demo_site": settings.DEMO,
        "support_email": settings.SUPPORT_EMAIL,
        "languages": [
            {"code": code, "name": name, "url": PREFIXES[code] + here, "current": code == current}
            for code, name in settings.LANGUAGES
        ],
    }
