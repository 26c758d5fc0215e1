"""Tells in one line each whether the parts of an installation are in order."""

import os
import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.mail import get_connection
from django.core.management import BaseCommand, CommandParser
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.utils import timezone

from talkoot.audit.queries import is_worker_alive, pending_migrations
from talkoot.correspondence.models import Letter
from talkoot.correspondence.queries import damaged_letters
from talkoot.credentials.keys import all_keys, signing_key
from talkoot.files.models import StoredFile
from talkoot.files.queries import damaged_files

ARCHIVE = "letters and files"
FAULTS_TOLD = 10


class Warned(Exception):
    """Works, but somebody should look at it: told, and the exit code stays 0."""


class Command(BaseCommand):
    help = "Check settings, database, files, mail and worker; exit code 1 if something is wrong."
    requires_system_checks: list[str] = []  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-files", action="store_true", help="do not read the stored files through"
        )

    def handle(self, *args: Any, no_files: bool = False, **options: Any) -> None:
        checks = {name: check for name, check in CHECKS.items() if not no_files or name != ARCHIVE}
        results = [self.told(name, check) for name, check in checks.items()]
        if not all(results):
            raise SystemExit(1)

    def told(self, name: str, check: Callable[[], str]) -> bool:
        """Print the check's line and tell whether it passed. A check refuses by any exception."""
        try:
            line, mark = check(), self.style.SUCCESS("ok   ")
        except Warned as warning:
            line, mark = str(warning), self.style.WARNING("WARN ")
        except Exception as error:  # Whatever is wrong, the line must tell it.
            line = " ".join(str(error).split()) or type(error).__name__
            self.stdout.write(f"{self.style.ERROR('WRONG')} {name}: {line}")
            return False
        self.stdout.write(f"{mark} {name}: {line}")
        return True


def check_settings() -> str:
    problems = [str(message.msg) for message in run_checks() if message.level >= ERROR]
    if problems:
        raise ValueError("; ".join(problems))
    return f"{settings.BASE_URL}{', demonstration' if settings.DEMO else ''}"


def check_database() -> str:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "wal":
            raise ValueError(f"journal mode is {mode}, not wal: is the disk a network disk?")
        return f"SQLite at {connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('ä')")
        if cursor.fetchone() != ("Ä",):
            raise ValueError("knows only a-z; make the database anew with the locale C.UTF-8")
    return f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"


def check_migrations() -> str:
    if pending := pending_migrations():
        raise ValueError(f"{len(pending)} are missing, run `talkoot migrate`")
    return "all there"


def check_static_files() -> str:
    folder = settings.STATICFILES_DIRS[0]
    if not (folder / "ui.css").exists():
        raise ValueError(f"{folder} has no ui.css; build the front end with `make front`")
    return str(folder)


def check_data_folder() -> str:
    with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR):
        pass
    free = os.statvfs(settings.DATA_DIR)
    return f"{settings.DATA_DIR}, {free.f_bavail * free.f_frsize // 2**30} GiB free"


def check_mail() -> str:
    if settings.DEMO:
        return "stays in the demonstration's mailbox"
    with get_connection():
        return f"{settings.EMAIL_HOST or settings.EMAIL_BACKEND} answers"


def check_worker() -> str:
    try:
        alive = is_worker_alive()
    except DatabaseError as error:
        raise ValueError("not known, because the database does not answer") from error
    if not alive:
        raise ValueError("no sign of life in the last minute; start `talkoot serve`")
    return "alive"


def check_badge_keys() -> str:
    """Warns of a signing key that is older than settings.BADGE_KEY_DAYS."""
    keys = all_keys()
    if not keys:
        return "none yet; made at the first badge"
    key = signing_key(timezone.localdate())
    age = (timezone.localdate() - key.signs_from).days
    if age > settings.BADGE_KEY_DAYS:
        raise Warned(
            f"{key.path} has signed for {age} days, the limit is {settings.BADGE_KEY_DAYS}; "
            "make the next one with `talkoot badge_key --new`"
        )
    return f"{len(keys)}, the newest has signed for {age} days"


def check_archive() -> str:
    """Letters and files against their checksums; at most ten faults are told one by one."""
    try:
        faults = [
            *(f"letter {letter.number}: {fault}" for letter, fault in damaged_letters()),
            *(f"file {row.pk} ({row.name}): {fault}" for row, fault in damaged_files()),
        ]
        count = StoredFile.objects.count()
    except DatabaseError as error:
        raise ValueError("not known, because the database does not answer") from error
    if faults:
        more = f"; and {len(faults) - FAULTS_TOLD} more" if len(faults) > FAULTS_TOLD else ""
        told = "; ".join(faults[:FAULTS_TOLD])
        raise ValueError(f"{told}{more}. Restore them from the backup")
    return f"{count} files and {Letter.objects.count()} letters match their checksums"


CHECKS = {
    "settings": check_settings,
    "database": check_database,
    "migrations": check_migrations,
    "static files": check_static_files,
    "data folder": check_data_folder,
    "mail": check_mail,
    "worker": check_worker,
    "badge keys": check_badge_keys,
    ARCHIVE: check_archive,
}
