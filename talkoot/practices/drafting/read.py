"""Reads the text of a DOCX or PDF in a process of its own, within bounds of time and memory.

Run by drafting/extract.py as a script: `read.py docx|pdf` with the file on standard input. Knows
no Django. Prints JSON: {"blocks": [[kind, text], …]} with the kinds title, heading and text.
"""

import json
import re
import resource
import sys
from io import BytesIO

BYTES_MAX = 400 * 1024 * 1024
SECONDS_MAX = 8
PAGES_MAX = 60
LETTERS_MAX = 60_000


def docx_blocks(content: bytes) -> list[list[str]]:
    from docx import Document

    found, letters = [], 0
    for paragraph in Document(BytesIO(content)).paragraphs:
        text = paragraph.text.strip()[:LETTERS_MAX]
        if not text:
            continue
        style = (paragraph.style.name if paragraph.style else "") or ""
        kind = "title" if style == "Title" else "heading" if style.startswith("Head") else "text"
        if "List" in style:
            text = f"- {text}"
        found.append([kind, text])
        letters += len(text)
        if letters > LETTERS_MAX:
            break
    return found


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
