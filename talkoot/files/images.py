"""Pictures that people send: looked at before they are opened, then written anew."""

import struct
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from talkoot.files.rules import check_upload, extension_of

PICTURE_KINDS = frozenset({"jpg", "jpeg", "png"})
PIXELS_MAX = 40_000_000
SCREEN_PIXELS = 800
PORTRAIT_PIXELS = 320
# Typst's unit is a point and 72 points are an inch, so at 72 dots an inch a point is a pixel.
PORTRAIT = f"""
#set page(width: {PORTRAIT_PIXELS}pt, height: {PORTRAIT_PIXELS}pt, margin: 0pt)
#image("PICTURE", width: 100%, height: 100%, fit: "cover")
"""
SCREEN = """
#set page(width: WIDTHpt, height: auto, margin: 0pt)
#image("PICTURE", width: 100%)
"""
# A page has no place for a longer strip, and drawing one would fill the memory.
LONGEST_STRIP = 4
# Of a JPEG's segments these tell the size; the three others in the range are tables.
SIZE_SEGMENTS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_picture(upload: Any) -> None:
    """Refuse what is no picture, and one so large that opening it would fill the memory."""
    check_upload(upload, PICTURE_KINDS)
    upload.seek(0)
    size = picture_size(upload.read())
    upload.seek(0)
    if size is None or not 0 < size[0] * size[1] <= PIXELS_MAX:
        raise ValidationError(
            _("The picture cannot be used. Save it anew, at most 6 000 pixels wide and high."),
            code="picture",
        )


def picture_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) as a PNG or JPEG tells it, without opening the picture; else None."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 <= len(content) and content[at] == 0xFF:
        kind, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if kind in SIZE_SEGMENTS:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def screen_picture(upload: Any) -> bytes:
    """The whole picture as a PNG for a page, at most SCREEN_PIXELS wide, written anew.

    Refuses what check_picture refuses, and a strip that is far longer than it is wide.
    """
    check_picture(upload)
    upload.seek(0)
    width, height = picture_size(upload.read()) or (1, 1)
    if max(width, height) > LONGEST_STRIP * min(width, height):
        raise ValidationError(
            _("The picture is too long and narrow. Cut it, and send the new file."), code="picture"
        )
    return _drawn(upload, SCREEN.replace("WIDTH", str(min(width, SCREEN_PIXELS))))


def portrait(upload: Any) -> bytes:
    """A square PNG of the middle of the picture, without anything else that the file held."""
    return _drawn(upload, PORTRAIT)


def _drawn(upload: Any, template: str) -> bytes:
    """The picture on Typst's page.

    Place, camera and whatever hides in a file are lost, because only the dots are written anew.
    """
    import typst  # Heavy, and only pictures and letters need it.

    upload.seek(0)
    with tempfile.TemporaryDirectory() as folder:
        name = f"picture.{extension_of(upload.name)}"
        (Path(folder) / name).write_bytes(upload.read())
        source = Path(folder) / "picture.typ"
        source.write_text(template.replace("PICTURE", name), encoding="utf-8")
        try:
            made = typst.compile(str(source), root=folder, format="png", ppi=72)
        except typst.TypstError as error:
            raise ValidationError(
                _("The picture cannot be opened. Save it anew and send the new file."),
                code="picture",
            ) from error
    return made
