"""The text of what somebody pasted or sent, as blocks: title, headings and paragraphs."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from talkoot.files.rules import extension_of

FILE_TYPES = frozenset({"docx", "pdf"})
SECONDS = 15
LETTERS_MAX = 60_000
HEADING_MAX = 80
READER = Path(__file__).with_name("read.py")


class Unreadable(Exception):
    """The file gives no text; `sentence` tells what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Block:
    """A piece of the text; `kind` is title, heading or text."""

    kind: str
    text: str


def file_blocks(upload: Any) -> list[Block]:
    """The blocks of a checked DOCX or PDF; raises Unreadable.

    A process of its own reads it: a hostile file costs at most SECONDS and the bounds in read.py.
    """
    upload.seek(0)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), extension_of(upload.name)],
            input=upload.read(), capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        rows = json.loads(done.stdout)["blocks"]
    except (subprocess.SubprocessError, ValueError, KeyError) as error:
        raise Unreadable(
            _(
                "The text of the file cannot be read. Open the file, copy the text and paste it "
                "here instead."
            )
        ) from error
    found = [block for kind, text in rows for block in _blocks(kind, clean(text))]
    if not found:
        raise Unreadable(
            _("The file has no text; perhaps it is a scanned picture. Paste the text instead.")
        )
    return found


def text_blocks(text: str) -> list[Block]:
    """The blocks of a pasted text."""
    return list(_blocks("text", clean(text)))


def clean(text: str) -> str:
    """Line breaks of one kind, no control characters, at most LETTERS_MAX letters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")
    return re.sub(r"[^\S\n]+", " ", re.sub(r"[\0-\b\v\f\x0e-\x1f]", "", text))[:LETTERS_MAX]


def _blocks(kind: str, text: str) -> list[Block]:
    """Paragraphs, of which a short line without an end is a heading."""
    if kind != "text":
        return [Block(kind, " ".join(text.split()))] if text.strip() else []
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        while len(lines) > 1 and _is_heading(lines[0]):
            found.append(Block("heading", lines.pop(0).lstrip("# ").rstrip(": ")))
        whole = "\n".join(lines)
        if not whole:
            continue
        is_heading = len(lines) == 1 and _is_heading(whole)
        found.append(Block("heading", whole.lstrip("# ").rstrip(": ")) if is_heading
                     else Block("text", whole))  # fmt: skip
    return found


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    return len(line) <= HEADING_MAX and not re.search(r"[.!?,;]$|^[-•*]", line)
