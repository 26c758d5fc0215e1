"""Reads the text of a DOCX or PDF in a process of its own, within bounds of time and memory.

Run by drafting/extract.py as a script: `read.py docx|pdf` with the file on standard input. Knows
no Django. Prints JSON: {"blocks": [[kind, text], …]} with the kinds title, heading and text.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

BYTES_MAX = 400 * 1024 * 1024
SECONDS_MAX = 8
PAGES_MAX = 60
LETTERS_MAX = 60_000
DEPTH_MAX = 3  # Tables within tables.


def docx_blocks(content: bytes) -> list[list[str]]:
    from docx import Document

    found, letters = [], 0
    for kind, text in _pieces(Document(BytesIO(content))):
        found.append([kind, text])
        letters += len(text)
        if letters > LETTERS_MAX:
            break
    return found


def _pieces(part: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """(kind, text) of the paragraphs in their order, those in the cells of tables among them."""
    for item in part.iter_inner_content():
        if hasattr(item, "rows"):
            if depth < DEPTH_MAX:
                yield from _cells(item, depth)
            continue
        text = item.text.strip()[:LETTERS_MAX]
        if not text:
            continue
        style = (item.style.name if item.style else "") or ""
        kind = "title" if style == "Title" else "heading" if style.startswith("Head") else "text"
        yield kind, f"- {text}" if "List" in style else text


def _cells(table: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Row by row, as a form is read; a cell that spans many is read once."""
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from _pieces(cell, depth + 1)


def pdf_blocks(content: bytes) -> list[list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    text = ""
    for number, page in enumerate(reader.pages):
        if number >= PAGES_MAX or len(text) > LETTERS_MAX:
            break
        text += page.extract_text()[:LETTERS_MAX] + "\n\n"
    # A word that a line divides is put together again.
    return [["text", re.sub(r"(\w)-\n(\w)", r"\1\2", text)]]


def main(kind: str) -> None:
    for limit, most in ((resource.RLIMIT_AS, BYTES_MAX), (resource.RLIMIT_CPU, SECONDS_MAX)):
        resource.setrlimit(limit, (most, most))
    blocks = (docx_blocks if kind == "docx" else pdf_blocks)(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"blocks": blocks}))


if __name__ == "__main__":
    main(sys.argv[1])
