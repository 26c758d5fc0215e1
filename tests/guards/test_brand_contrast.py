"""Every pair of text and ground among the colour tokens passes WCAG 1.4.3 (4.5) or 1.4.11 (3)."""

import re

import pytest

from tests.guards.tree import ROOT

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [
    ("ink", "white", TEXT),
    ("ink", "snow", TEXT),
    ("ink", "brand-tint", TEXT),
    ("ink", "accent", TEXT),
    ("ink", "line-2", TEXT),
    ("ink-2", "white", TEXT),
    ("ink-2", "snow", TEXT),
    ("ink-2", "brand-tint", TEXT),
    ("brand", "white", TEXT),
    ("brand", "brand-tint", TEXT),
    ("brand-strong", "white", TEXT),
    ("brand-strong", "brand-tint", TEXT),
    ("white", "brand", TEXT),
    ("white", "err", TEXT),
    ("err", "white", TEXT),
    ("ok", "ok-t", GRAPHIC),
    ("warn", "warn-t", GRAPHIC),
    ("err", "err-t", GRAPHIC),
    ("info", "info-t", GRAPHIC),
    ("star", "star-t", GRAPHIC),
]


def tokens() -> dict[str, str]:
    css = (ROOT / "frontend" / "ui.css").read_text(encoding="utf-8")
    found = re.findall(r"--ui-([\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", css)
    return dict(
        reversed(found)
    )  # The first is the screen's; later ones are for print and contrast.


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_right():
    assert round(contrast("#000", "#ffffff"), 2) == 21


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_pair_passes(text, ground, least):
    colours = tokens()
    measured = contrast(colours[text], colours[ground])
    assert measured >= least, f"{text} on {ground}: {measured:.2f}, at least {least} is needed."
