"""Which encoding a text file is in: told by its bytes, refused when they fit none."""

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from talkoot.core.tables import BadTable

CHUNK = 1 << 20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Letters of Finnish and Swedish texts and of the names in them. Another encoding read as Windows'
# puts other characters where these stand: Ã¤ of UTF-8, Š of a Macintosh, „ of DOS.
USUAL = frozenset("åäöÅÄÖéÉèüÜšžáóøæØÆñçàâêôëßõ–—’´·\u00ad")
# Between two letters; quotation marks stand around words.
INSIDE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f](?=[^\W\d_])")


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16 or cp1252 (Windows and Latin-1), from the whole file, read in pieces.

    Raises BadTable for a file that cannot be read, for no text, and for what fits none of these.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            found = next((name for mark, name in MARKS.items() if head.startswith(mark)), "")
            if found == "utf-16":
                return found
            return _utf8(file) or _windows(file)
    except OSError as error:
        sentence = _("The file %(path)s cannot be read. Check its name and rights.")
        raise BadTable(sentence % {"path": path.name}) from error


def _utf8(file: BinaryIO) -> str:
    """The name if the whole file is UTF-8; a NUL byte means that it is no text at all."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    while True:
        chunk = file.read(CHUNK)
        if b"\0" in chunk:
            raise BadTable(
                _("The file is not a text file. Save the sheet as “CSV UTF-8” and try again.")
            )
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return ""
        if not chunk:
            return "utf-8-sig"


def _windows(file: BinaryIO) -> str:
    file.seek(0)
    usual = strange = 0
    while chunk := file.read(CHUNK):
        try:
            text = chunk.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _unknown() from error
        found = INSIDE.findall(text)
        fitting = sum(letter in USUAL for letter in found)
        usual, strange = usual + fitting, strange + len(found) - fitting
    if strange * 10 > usual:
        raise _unknown()
    return "cp1252"


def _unknown() -> BadTable:
    return BadTable(
        _(
            "The letters of the file cannot be told: it is neither UTF-8 nor Windows text "
            "throughout. Open it in the program that made it and save it as “CSV UTF-8”."
        )
    )
