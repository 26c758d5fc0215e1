"""A product of its own for a bench, whose data go away afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scratch(
    *, settings: str = "talkoot.config.settings", port: int | None = None, is_own: bool = False
) -> Iterator[dict[str, str]]:
    """The environment of its processes. `port`: where it is served.

    The database is a file among the data, unless DATABASE_URL names one; `is_own`: in any case.
    """
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "TALKOOT_DEMO": "1",
            "TALKOOT_DATA_DIR": folder,
            "TALKOOT_LOG_LEVEL": "ERROR",
        }
        if port is not None:
            environment["TALKOOT_BASE_URL"] = f"http://127.0.0.1:{port}"
        database = f"sqlite:///{folder}/bench.sqlite3"
        if is_own:
            environment["DATABASE_URL"] = database
        environment.setdefault("DATABASE_URL", database)
        yield environment
