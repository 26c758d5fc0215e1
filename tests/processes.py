"""The product's own commands as processes beside a test, on the test's database."""

import os

from django.conf import settings
from django.db import connection


def product_environment() -> dict[str, str]:
    """The environment of a process of the product that works on the database of this test."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{place['NAME']}"
    else:
        host = place["HOST"] or place["OPTIONS"].get("host", "")
        url = f"postgresql://{place['USER']}:{place['PASSWORD']}@/{place['NAME']}?host={host}"
        if host and not host.startswith("/"):
            port = f":{place['PORT']}" if place["PORT"] else ""
            url = f"postgresql://{place['USER']}:{place['PASSWORD']}@{host}{port}/{place['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "talkoot.config.settings",
        "TALKOOT_DEMO": "1",
        "TALKOOT_DATA_DIR": str(settings.DATA_DIR),
        "TALKOOT_REGRET_SECONDS": "600",
        "TALKOOT_LOG_LEVEL": "ERROR",
    }
