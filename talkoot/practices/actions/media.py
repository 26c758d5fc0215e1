"""Pictures, files and links of a practice."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.files.actions import remove_file, store_bytes, store_file
from talkoot.files.images import screen_picture
from talkoot.files.models import Publicity, Retention
from talkoot.people.models import User
from talkoot.practices.actions import locked
from talkoot.practices.models import Attachment, Image, Practice
from talkoot.practices.rules import media


@transaction.atomic
def add_image(
    practice: Practice, upload: Any, *, alt: str, credit: str, has_consent: bool, by: User
) -> Image:
    """Add a picture, drawn anew so that nothing hidden in the file survives.

    Refuses what is no picture, a seventh one, and whoever may not change the pictures now.
    """
    practice = locked(practice)
    media.check_add(by, practice)
    media.check_room(practice.images.count(), media.IMAGES_MOST)
    try:
        content = screen_picture(upload)
    except ValidationError as error:
        raise NotAllowed(error.messages[0], status=HTTPStatus.BAD_REQUEST) from error
    stored = store_bytes(
        f"{practice.slug}.png",
        content,
        "image/png",
        by=by,
        publicity=Publicity.PUBLIC,
        retention=Retention.PUBLISHED,
        is_demo=practice.is_demo,
    )
    image = Image.objects.create(
        practice=practice,
        order=practice.images.count() + 1,
        file=stored,
        alt=alt,
        credit=credit,
        has_consent=has_consent,
        is_demo=practice.is_demo,
    )
    record("practices.image.added", practice, by=by, after={"image": image.pk})
    return image


@transaction.atomic
def add_attachment(
    practice: Practice, *, title: str, upload: Any = None, url: str = "", by: User
) -> Attachment:
    """Add a file or a link; refuses as add_image, and what the check of files refuses."""
    practice = locked(practice)
    media.check_add(by, practice)
    media.check_room(practice.attachments.count(), media.ATTACHMENTS_MOST)
    stored = None
    if upload:
        stored = store_file(
            upload,
            by=by,
            publicity=Publicity.PUBLIC,
            retention=Retention.PUBLISHED,
            allowed=media.FILE_TYPES,
            is_demo=practice.is_demo,
        )
    row = Attachment.objects.create(
        practice=practice,
        title=title,
        file=stored,
        url="" if stored else url,
        is_demo=practice.is_demo,
    )
    record("practices.attachment.added", practice, by=by, after={"attachment": row.pk})
    return row


@transaction.atomic
def remove_medium(row: Image | Attachment, *, by: User) -> None:
    """Remove a picture, a file or a link with its content."""
    practice = locked(row.practice)
    media.check_add(by, practice)
    record(f"practices.{row._meta.model_name}.removed", practice, by=by, before={"name": str(row)})
    stored = row.file
    row.delete()
    if stored:
        remove_file(stored)
