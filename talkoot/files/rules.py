"""What may come in as a file."""

import re
import zipfile
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

OOXML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OOXML}.wordprocessingml.document",
    "xlsx": f"{OOXML}.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
# What an attachment may be; a learning space and a recording take more.
ATTACHMENT_TYPES = frozenset(MEDIA_TYPES)
MEDIA_TYPES |= {
    "pptx": f"{OOXML}.presentationml.presentation",
    "mp4": "video/mp4",
    "vtt": "text/vtt",
}
LEARNING_TYPES = ATTACHMENT_TYPES | {"pptx", "mp4"}
VIDEO_TYPES = frozenset({"mp4"})
CAPTION_TYPES = frozenset({"vtt"})
MEDIA_TYPES |= {"csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain"}
MEDIA_TYPES |= {"jsonl": "application/jsonl"}
# Rows that are read in; of texts nobody knows the kind until they are.
ROW_TEXTS = frozenset({"csv", "tsv", "txt", "jsonl"})
ROW_TYPES = ROW_TEXTS | {"xlsx"}
MAIN_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
ZIP_MEMBERS_MAX = 2000
ZIP_BYTES_MAX = 100 * 1024 * 1024


def extension_of(name: str) -> str:
    """`Liite.PDF` gives `pdf`."""
    return PurePath(name).suffix.lower().lstrip(".")


def check_upload(upload: Any, allowed: frozenset[str] = ATTACHMENT_TYPES) -> None:
    """Refuse a file that is too large, empty, of another kind, disguised, or a trap.

    `upload` is Django's UploadedFile; `allowed` holds file name extensions. Raises
    ValidationError, so it also serves as a form field's validator.
    """
    extension = extension_of(upload.name)
    if extension not in allowed:
        raise ValidationError(
            _("Files of this kind cannot be sent here. Save the file as one of these: %(kinds)s.")
            % {"kinds": ", ".join(sorted(allowed - {"jpeg"}))},
            code="kind",
        )
    limit = _limit(allowed)
    if upload.size > limit:
        raise ValidationError(
            _("The file is too large (%(size)s). Make it at most %(limit)s and send it again.")
            % {
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(limit),
            },
            code="size",
        )
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another file."), code="empty")
    if not _is_what_it_says(upload, extension):
        raise ValidationError(
            _(
                "The content of “%(name)s” is not what its name says. Open the file, save it again "
                "as %(kind)s and send the new file."
            )
            % {"name": upload.name, "kind": extension},
            code="disguised",
        )


def caption_words(text: str) -> str:
    """The words of WebVTT captions, without times and marks, each line once."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        rows = block.strip().split("\n")
        times = next((n for n, row in enumerate(rows) if "-->" in row), None)
        if times is None:
            continue
        words = re.sub(r"<[^>]*>", "", " ".join(rows[times + 1 :])).strip()
        if words and (not lines or lines[-1] != words):
            lines.append(words)
    return "\n".join(lines)


def _limit(allowed: frozenset[str]) -> int:
    """In bytes: more where a video or a long list may come, the usual elsewhere."""
    is_long = "mp4" in allowed or "jsonl" in allowed
    return settings.VIDEO_MAX_BYTES if is_long else settings.UPLOAD_MAX_BYTES


def _is_captions(upload: Any) -> bool:
    """WebVTT in UTF-8: begins with its name and has at least one time."""
    upload.seek(0)
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    finally:
        upload.seek(0)
    return text.startswith("WEBVTT") and "-->" in text


def _is_text(upload: Any) -> bool:
    """Of no known kind of file, and without NUL unless it is UTF-16."""
    import filetype

    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    is_wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return filetype.guess(head) is None and (is_wide or b"\0" not in head)


def _is_what_it_says(upload: Any, extension: str) -> bool:
    if extension == "vtt":
        return _is_captions(upload)
    if extension in ROW_TEXTS:
        return _is_text(upload)
    if extension in MAIN_PARTS:
        return _is_sane_package(upload, MAIN_PARTS[extension])
    import filetype

    upload.seek(0)
    kind = filetype.guess(upload.read(4096))
    upload.seek(0)
    return kind is not None and kind.mime == MEDIA_TYPES[extension]


def _is_sane_package(upload: Any, main_part: str) -> bool:
    """An office document: a zip with the main part, no macros, and no bomb inside."""
    try:
        upload.seek(0)
        with zipfile.ZipFile(upload) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    finally:
        upload.seek(0)
    names = {member.filename for member in members}
    return (
        main_part in names
        and "[Content_Types].xml" in names
        and not any(name.lower().endswith("vbaproject.bin") for name in names)
        and not any(member.flag_bits & 1 for member in members)  # encrypted
        and len(members) <= ZIP_MEMBERS_MAX
        and sum(member.file_size for member in members) <= ZIP_BYTES_MAX
    )
