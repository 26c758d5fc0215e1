"""QR codes."""

import io


def qr_svg(text: str) -> str:
    """A QR code of the text as an SVG document; dark on white, with a margin."""
    import segno  # Few pages need it.

    picture = io.BytesIO()
    segno.make(text, error="m").save(
        picture, kind="svg", scale=8, border=2, xmldecl=False, dark="#14262b", light="#fff"
    )
    return picture.getvalue().decode()
