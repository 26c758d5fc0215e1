"""The pictures of certificates and badges, as SVG text; ours but for the funder's marks."""

import base64
import textwrap

from django.template.loader import render_to_string

from talkoot.files.models import StoredFile

SVG = "image/svg+xml"
PNG = "image/png"
BADGE_POINTS, BADGE_DOTS_PER_INCH = 320, 144
# Typst's unit is a point, 72 to an inch: the picture has twice as many dots as it has points.
BADGE_PAGE = f"""
#set page(width: {BADGE_POINTS}pt, height: {BADGE_POINTS}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""
TITLE_WIDTH = 20


def as_svg(stored: StoredFile) -> str:
    """A stored picture as SVG; a PNG or JPEG is wrapped into one."""
    with stored.content.open("rb") as file:
        content = file.read()
    if stored.media_type == SVG:
        return content.decode()
    href = f"data:{stored.media_type};base64,{base64.b64encode(content).decode()}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 100">'
        f'<image width="600" height="100" preserveAspectRatio="xMinYMid" href="{href}"/></svg>'
    )


def badge_svg(title: str, programme: str) -> str:
    """The badge of a series: the site's rings with the names of the series and the programme."""
    lines = textwrap.wrap(title, TITLE_WIDTH)[:3]
    first = 176 - 13 * (len(lines) - 1)
    context = {
        "title": title,
        "lines": [(first + 26 * row, line) for row, line in enumerate(lines)],
        "programme": programme,
    }
    return render_to_string("credentials/badge.svg", context)


def badge_png(title: str, programme: str) -> bytes:
    """The same picture in dots, transparent outside the circle."""
    import typst  # Heavy, and only pictures and letters need it.

    return typst.compile(
        BADGE_PAGE.encode(),
        format="png",
        ppi=BADGE_DOTS_PER_INCH,
        sys_inputs={"svg": badge_svg(title, programme)},
        ignore_system_fonts=True,
    )
