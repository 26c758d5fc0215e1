"""Storing files: the only door through which content comes in."""

import hashlib
import logging
import unicodedata
import uuid
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.files.models import Publicity, Retention, StoredFile
from talkoot.files.rules import ATTACHMENT_TYPES, MEDIA_TYPES, check_upload, extension_of
from talkoot.files.scan import is_infected

logger = logging.getLogger(__name__)


def store_file(
    upload: Any,
    *,
    by: Any,
    publicity: str = Publicity.PARTY,
    retention: str = Retention.CASE,
    allowed: frozenset[str] = ATTACHMENT_TYPES,
    is_demo: bool = False,
) -> StoredFile:
    """Keep a file that somebody sent, after checking it and its name.

    Refuses with a sentence what check_upload refuses (a form shows the same sentence at its
    field when it uses check_upload as validator) and what the virus scanner finds.
    """
    try:
        check_upload(upload, allowed)
    except ValidationError as error:
        raise NotAllowed(error.messages[0], status=HTTPStatus.BAD_REQUEST) from error
    if settings.CLAMD:
        _check_clean(upload)
    return _store(
        upload,
        StoredFile(
            name=safe_name(upload.name),
            media_type=MEDIA_TYPES[extension_of(upload.name)],
            publicity=publicity,
            retention=retention,
            uploaded_by=by,
            is_demo=is_demo,
        ),
    )


def store_bytes(
    name: str,
    content: bytes,
    media_type: str,
    *,
    by: Any = None,
    publicity: str = Publicity.PARTY,
    retention: str = Retention.CASE,
    is_demo: bool = False,
) -> StoredFile:
    """Keep content that we made ourselves, such as a letter's PDF."""
    stored = StoredFile(
        name=safe_name(name),
        media_type=media_type,
        publicity=publicity,
        retention=retention,
        uploaded_by=by,
        is_demo=is_demo,
    )
    return _store(ContentFile(content), stored)


def copy_file(source: StoredFile, *, is_demo: bool = False) -> StoredFile:
    """A file of its own with the same content, for a copy of what the first one belongs to."""
    kept = ("name", "media_type", "publicity", "retention", "uploaded_by_id")
    fields = {name: getattr(source, name) for name in kept}
    with source.content.open("rb") as content:
        return _store(content, StoredFile(is_demo=is_demo, **fields))


def _store(content: Any, stored: StoredFile) -> StoredFile:
    """Write the content piece by piece, so that a long video takes no memory, then the row.

    The content is written first, under a name that nobody can guess; if the row then fails, the
    content is removed, so a row never points to nothing.
    """
    checksum = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        checksum.update(chunk)
    stored.size, stored.sha256 = content.size, checksum.hexdigest()
    content.seek(0)
    stored.content.save(f"{uuid.uuid4()}.{extension_of(stored.name)}", content, save=False)
    try:
        stored.save()
    except Exception:
        stored.content.storage.delete(str(stored.content.name))
        raise
    return stored


def remove_file(stored: StoredFile) -> None:
    """Remove the row, and its content once that is certain (after the commit).

    Refused by the database while something points to the row.
    """
    storage, path = stored.content.storage, str(stored.content.name)
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path))


def safe_name(name: str) -> str:
    """The last part of the name without control and path characters, at most 120 characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name).strip(" .")
    extension = extension_of(name)
    stem = name[: -len(extension) - 1] if extension else name
    return f"{stem[:110].strip()}.{extension}" if extension else stem[:110] or "file"


def _check_clean(upload: Any) -> None:
    try:
        infected = is_infected(upload)
    except OSError as error:
        logger.exception("virus scanner does not answer")
        raise NotAllowed(
            _("The file could not be checked just now. Send it again in a few minutes."),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        ) from error
    if infected:
        raise NotAllowed(
            _("The virus check refused the file. Ask your IT support to clean it, then send it."),
            status=HTTPStatus.BAD_REQUEST,
        )
