"""Every setting and every command of ours is documented in docs/operate.md."""

import re

from tests.guards.tree import PACKAGE, ROOT

SETTINGS = sorted(
    set(
        re.findall(
            r'env\.\w+\(\s*"(\w+)"',
            (PACKAGE / "config" / "settings.py").read_text(encoding="utf-8"),
        )
    )
)
COMMANDS = sorted(
    path.stem.removesuffix("_")
    for path in PACKAGE.glob("*/management/commands/*.py")
    if not path.stem.startswith("_")
)


def operate() -> str:
    return (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def test_settings_are_found():
    assert "DATABASE_URL" in SETTINGS
    assert "TALKOOT_SECRET_KEY" in SETTINGS


def test_settings_are_documented():
    missing = [setting for setting in SETTINGS if f"`{setting}`" not in operate()]
    assert not missing, f"Describe in docs/operate.md: {', '.join(missing)}."


def test_commands_are_documented():
    missing = [command for command in COMMANDS if f"talkoot {command}" not in operate()]
    assert not missing, f"Describe in docs/operate.md: talkoot {', talkoot '.join(missing)}."


def test_changelog_has_an_open_section():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_patterns_point_to_files_that_exist():
    text = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:talkoot|tests|frontend|docs|bench)/[\w./-]+)", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
