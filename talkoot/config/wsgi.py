"""The server entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

# The code stays for good, so the collector need not walk through it while it is read, nor again
# and again; and a page makes thousands of objects, of which hardly any is left when it is done.
gc.disable()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
application = get_wsgi_application()
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
gc.enable()
