"""How a practice looks elsewhere: data for search engines, a picture for a shared link."""

import io
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
SIZE = (1200, 630)
BRAND, BRAND_STRONG, ACCENT, TINT = "#0e6660", "#06302f", "#ffcd3c", "#e6f2ef"
MARGIN, TITLE_LINES = 80, 4
FONTS = settings.PACKAGE / "static" / "fonts"


def structured(practice: Practice) -> dict[str, Any]:
    """schema.org's Article about the practice, from what the page has read already."""
    organisation, place = practice.organisation, practice.place
    about = [practice.sector.name] if practice.sector else []
    about += [theme.name for theme in practice.themes.all()]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": practice.title,
        "description": practice.gist,
        "inLanguage": practice.language,
        "url": address(practice),
        "image": settings.BASE_URL + reverse("practice-card", args=[practice.slug]),
        "author": {"@type": "Organization", "name": organisation.name},
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "license": LICENCE_URL,
        "about": about,
    }
    if practice.published_at:
        found["datePublished"] = localdate(practice.published_at).isoformat()
    if town := place or organisation.municipality:
        found["contentLocation"] = {"@type": "Place", "name": town.name}
    if practice.source_url:
        found["isBasedOn"] = practice.source_url
    return found


def address(practice: Practice) -> str:
    return settings.BASE_URL + practice.get_absolute_url()


def json_text(found: Any) -> SafeString:
    """JSON that may stand inside a script element: no character there ends it."""
    text = json.dumps(found, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308  escaped above


def card_png(practice: Practice) -> bytes:
    """1200 × 630: the title, whose it is, and the site's name, in the site's own colours."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, TINT)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 24), fill=BRAND)
    draw.rectangle((MARGIN, 470, MARGIN + 120, 478), fill=ACCENT)
    _write(draw, 78, 66, settings.SITE_NAME, size=36, weight=650, colour=BRAND)
    lines = _lines(draw, practice.title, size=68, weight=700)
    for number, line in enumerate(lines):
        _write(draw, 78, 140 + number * 78, line, size=68, weight=700, colour=BRAND_STRONG)
    [owner, *_more] = _lines(draw, practice.organisation.name, size=38, weight=500) or [""]
    _write(draw, 78, 500, owner, size=38, weight=500, colour=BRAND_STRONG)
    if practice.is_demo:
        _write(draw, 78, 556, _("Demo data"), size=30, weight=500, colour=BRAND_STRONG)
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _font(size: int, weight: int, *, has_more_letters: bool = False) -> Any:
    from PIL import ImageFont

    name = "latin-ext" if has_more_letters else "latin"
    path = FONTS / f"source-sans-3-{name}.woff2"
    if not path.exists():  # The styles have not been built: a picture all the same.
        return ImageFont.load_default(size)
    font = ImageFont.truetype(io.BytesIO(path.read_bytes()), size)
    font.set_variation_by_axes([weight])
    return font


def _runs(text: str) -> list[tuple[bool, str]]:
    """The text in pieces by which font has the letters: Š and Ž stand in the second one."""
    runs: list[tuple[bool, str]] = []
    for letter in text:
        is_more = "\u0100" <= letter <= "\u02ff" or "\u1e00" <= letter <= "\u1e9f"
        if runs and runs[-1][0] == is_more:
            runs[-1] = (is_more, runs[-1][1] + letter)
        else:
            runs.append((is_more, letter))
    return runs


def _write(
    draw: Any, left: float, top: float, text: str, *, size: int, weight: int, colour: str
) -> None:
    for more, piece in _runs(text):
        font = _font(size, weight, has_more_letters=more)
        # Both fonts stand on the same line of writing.
        draw.text((left, top + size), piece, fill=colour, font=font, anchor="ls")
        left += draw.textlength(piece, font=font)


def _lines(draw: Any, text: str, *, size: int, weight: int) -> list[str]:
    """The text cut into lines that fit; what does not is told by an ellipsis."""
    lines: list[str] = []
    font = _font(size, weight)
    for word in text.replace("\u00ad", "").split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= SIZE[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            while draw.textlength(word, font=font) > SIZE[0] - 2 * MARGIN:
                word = f"{word[:-2]}…"  # noqa: PLW2901
            lines.append(word)
    if len(lines) > TITLE_LINES:
        lines = [*lines[: TITLE_LINES - 1], f"{lines[TITLE_LINES - 1]} …"]
    return lines
