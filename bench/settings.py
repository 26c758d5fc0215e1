"""The product's settings with a meter on every answer and the bare list beside the pages."""

from talkoot.config.settings import *  # noqa: F403
from talkoot.config.settings import MIDDLEWARE, PACKAGE, TEMPLATES

ROOT_URLCONF = "bench.urls"
MIDDLEWARE.insert(0, "bench.meter.Meter")
TEMPLATES[0]["DIRS"] = [PACKAGE.parent / "bench" / "templates"]
