"""Every package that the product ships with has a licence that fits the EUPL-1.2."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.guards.tree import ROOT

PERMISSIVE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|0BSD|Unlicense|Zlib|HPND|CC0|Public Domain",
    re.IGNORECASE,
)
# Copyleft that the EUPL-1.2 names among its compatible licences (appendix).
COPYLEFT = re.compile(r"L?GPL-3|Lesser General Public|MPL|Mozilla Public", re.IGNORECASE)
# Read by hand, because the metadata say nothing usable: {package: licence}.
READ_BY_HAND = {
    "qrcode": "BSD-3-Clause",  # A second classifier points to a trade mark note.
    # The EUPL-1.2 names the GPL-3.0 among its compatible licences (appendix): the whole may be
    # passed on under either. Used unchanged, as a library.
    "pyvoikko": "GPL-3.0-or-later",
}
REFUSED = re.compile(r"AGPL|Affero|SSPL|Business Source|Commons Clause|Proprietary", re.IGNORECASE)


def locked() -> list[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==", text, re.MULTILINE)


def licence_of(package: str) -> str:
    """What the package says: expression, classifiers, then the licence field's first line."""
    found = metadata(package)
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in found.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    first_line = (found.get("License") or "").strip().partition("\n")[0]
    return found.get("License-Expression") or ", ".join(classifiers) or first_line


@pytest.mark.parametrize("package", locked())
def test_licence_fits(package):
    try:
        licence = READ_BY_HAND.get(package) or licence_of(package)
    except PackageNotFoundError:
        return  # Locked for another system than this one.
    assert not REFUSED.search(licence), f"{package}: {licence}"
    fits = PERMISSIVE.search(licence) or COPYLEFT.search(licence)
    assert fits, f"{package}: “{licence}”. Read its licence; add it to READ_BY_HAND if it fits."


def test_our_own_licence():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUPL-1.2" in text
    assert "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12" in text
    assert metadata("talkoot").get("License-Expression") == "EUPL-1.2"
