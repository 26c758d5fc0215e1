"""The product's settings with what tests need: a demo site, a scratch folder, plain static files.

DATABASE_URL chooses the database, as in the product; without it a SQLite file in the folder.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("TALKOOT_")]:
    if not name.startswith("TALKOOT_TEST_"):
        del os.environ[name]
FOLDER = Path(tempfile.mkdtemp(prefix="talkoot-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["TALKOOT_DEMO"] = "1"
os.environ["TALKOOT_DATA_DIR"] = str(FOLDER)
os.environ["TALKOOT_LOG_LEVEL"] = "ERROR"

from talkoot.config.settings import *  # noqa: E402, F403
from talkoot.config.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of the live server then queue for writing as in the product.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # No test outlives a crash of the server, and the disk of a shared machine is slow.
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"

# The hashed names exist only after collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
