"""Reading our PDFs as a screen reader or a copying person would."""

import io
import re
from typing import Any

import pikepdf
from page import validate_pdf_bytes


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def accessibility_faults(content: bytes) -> list[str]:
    """What an outside checker finds against PDF/UA-1; empty when the document keeps to it all."""
    found = validate_pdf_bytes(content, profile="ua1")
    return [f"{row.rule_id}: {row.message}" for row in found.failures]


def text_of(content: bytes) -> str:
    """All text of the pages, without line breaks and the hyphens of hyphenation."""
    parts = []
    for page in open_pdf(content).pages:
        fonts = {name: _unicode_map(font) for name, font in page.Resources.Font.items()}
        known: dict[str, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                known = fonts[str(operands[0])]
            elif str(operator) in ("Tj", "TJ"):
                parts.append(_shown(operands[0], known))
    return "".join(parts).replace("\N{SOFT HYPHEN}", "")


def tags_of(content: bytes) -> list[str]:
    """The structure tags in reading order, such as H1, P, L, LI."""
    tags: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            tags.append(str(node.S)[1:])
            if "/K" in node:
                walk(node.K)

    pdf = open_pdf(content)
    walk(pdf.Root.StructTreeRoot.K)
    return tags


def _shown(operand: Any, known: dict[str, str]) -> str:
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = "".join(bytes(s).hex() for s in strings if isinstance(s, pikepdf.String))
    return "".join(known.get(codes[at : at + 4], "") for at in range(0, len(codes), 4))


def _unicode_map(font: Any) -> dict[str, str]:
    cmap = font.ToUnicode.read_bytes().decode()
    return {
        code: bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
        for code, text in re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", block.lower())
    }
