"""What a wheel carries: the package with its styles and compiled translations."""

import tomllib
from pathlib import Path

from django.conf import settings

from tests.guards.tree import PACKAGE, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def test_translations_lie_in_the_package_and_are_built_into_the_wheel():
    assert [Path(folder) for folder in settings.LOCALE_PATHS] == [PACKAGE / "locale"]
    assert "talkoot/locale/**/*.mo" in WHEEL["artifacts"]
    assert "custom" in WHEEL["hooks"]
    assert "save_as_mofile" in (ROOT / "hatch_build.py").read_text(encoding="utf-8")


def test_styles_are_built_into_the_wheel():
    assert "talkoot/static/**" in WHEEL["artifacts"]
