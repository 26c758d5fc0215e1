"""A letter's content as data, and its PDF.

The content that actions.issue_letter takes:

    {"organisation": "Kuntien talkoot, programme office",
     "meta": [["Applicant", "Town of Kuusilahti"], …],           label and value
     "sections": [{"heading": "Decision", "paragraphs": ["…"],    numbered in this order
                   "items": ["…"],                                optional bulleted list
                   "rows": [["Days", "4"], …]}, …],               optional label and value
     "remedy": {"heading": "…", "paragraphs": ["…"]},             optional, on a page of its own
     "signature": {"name": "…", "title": "…", "text": "…"},       optional
     "footer": "Street 1, 00100 Helsinki",                        optional
     "layout": "certificate",                                     optional, else a letter
     "name": "…", "lead": "…",                                    of a certificate: who, for what
     "check": {"text": "…", "svg": "<svg…>", "alt": "…"},         of a certificate: how to check it
     "logos": [{"svg": "<svg…>", "alt": "…"}]}                    of a certificate: the funder's

All texts are plain text in the letter's language; a line break in a paragraph stays. The texts go
to Typst as JSON, never as source, so nothing that an applicant writes is ever run or interpreted.
"""

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talkoot.correspondence.models import Letter

Content = dict[str, Any]
TEMPLATES = Path(__file__).parent / "typst"
REQUIRED = ("organisation", "meta", "sections")
# Format characters that words need: soft hyphen, zero-width non-joiner and joiner.
SHAPERS = "\u00ad\u200c\u200d"
UNPRINTABLE = "\N{WHITE SQUARE}"


def frozen(content: Content, *, number: str, language: str, title: str, is_demo: bool) -> Content:
    """The whole letter as it stays: the content, its fixed words and the checksum of both."""
    missing = [part for part in REQUIRED if not content.get(part)]
    if missing:
        raise ValueError(f"A letter needs {', '.join(missing)}.")
    with translation.override(language):
        labels = {
            "page": _("Page"),
            "checksum": _("Checksum of the text"),
            "signed": _("Electronically signed"),
            "demo": _("Demo data: this letter has no legal effect.") if is_demo else "",
        }
        named = {"number": number, "language": language, "title": title, "labels": labels}
        whole = _plain({**content, **named})
    return {**whole, "checksum": checksum(whole)}


def checksum(content: Content) -> str:
    """SHA-256 of the content without its checksum, in a form that does not depend on order."""
    rest = {key: value for key, value in content.items() if key != "checksum"}
    canonical = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def letter_pdf(letter: Letter) -> bytes:
    """The letter as tagged PDF/UA-1 and PDF/A-2a; the same letter always gives the same bytes.

    A character that no embedded font has (an emoji, for instance) is printed as a white square,
    because PDF/UA allows no text without a glyph; the frozen content keeps it.
    """
    import typst  # Heavy, and only letters need it.

    text = json.dumps(letter.content, ensure_ascii=False)
    for _attempt in range(100):
        try:
            return typst.compile(
                str(TEMPLATES / f"{letter.content.get('layout', 'letter')}.typ"),
                format="pdf",
                sys_inputs={"letter": text},
                pdf_standards=["a-2a", "ua-1"],
                ignore_system_fonts=True,
                timestamp=int(letter.created_at.timestamp()),
            )
        except typst.TypstError as error:
            found = re.search(r'the text `"(.+?)"` could not be displayed', str(error))
            if found is None:
                raise
            text = _without_glyphless(text, found[1])
    raise RuntimeError(f"Letter {letter.number} has too many characters that cannot be printed.")


def preview_pdf(content: Content, *, language: str, is_demo: bool) -> bytes:
    """The PDF of a letter that has not been issued; it bears “Draft” for its number."""
    with translation.override(language):
        number = _("Draft")
    return document_pdf(content, number=number, language=language, is_demo=is_demo)


def document_pdf(content: Content, *, number: str, language: str, is_demo: bool) -> bytes:
    """The PDF of a content that is kept nowhere; its title stands in the content."""
    title = content["title"]
    whole = frozen(content, number=number, language=language, title=title, is_demo=is_demo)
    return letter_pdf(Letter(number=number, title=title, language=language, content=whole))


def _plain(value: Any) -> Any:
    """The same data as plain JSON values, without control characters other than the line break."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, str | Promise):
        return "".join(
            c for c in str(value) if c == "\n" or unicodedata.category(c)[0] != "C" or c in SHAPERS
        )
    return value


def _without_glyphless(text: str, reported: str) -> str:
    """Replace the characters that Typst reported and, to save rounds, all of their kinds."""
    reported = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), reported)
    refused = set(reported)
    kinds = {unicodedata.category(c) for c in reported} & {"So", "Lo", "Co", "Cn", "Sk", "Mn"}

    def is_glyphless(c: str) -> bool:
        is_kin = ord(c) > 0x2FFF and unicodedata.category(c) in kinds
        return is_kin or (c in refused and not c.isascii())

    return "".join(UNPRINTABLE if is_glyphless(c) else c for c in text)
