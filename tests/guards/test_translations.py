"""Every text of the product has its Finnish and Swedish, none fuzzy, placeholders equal."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from tests.guards.tree import PACKAGE

LANGUAGES = ["fi", "sv"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
POSITIONAL = re.compile(r"(?<!%)%[sd]")


def key_of(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> dict[tuple[str | None, str], polib.POEntry]:
    """The texts of code and templates, collected anew from a copy of the package."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed here.")
    folder: Path = tmp_path_factory.mktemp("texts")
    built = ("static", "locale", "migrations", "__pycache__")
    ignored = shutil.ignore_patterns(*built, "*.csv", "*.json")
    shutil.copytree(PACKAGE, folder / "talkoot", ignore=ignored)
    (folder / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("django.conf.settings.LOCALE_PATHS", [str(folder / "locale")])
        call_command("makemessages", locale=["fi"], verbosity=0)
    collected = polib.pofile(str(folder / "locale" / "fi" / "LC_MESSAGES" / "django.po"))
    return {key_of(entry): entry for entry in collected if not entry.obsolete}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request) -> polib.POFile:
    return polib.pofile(str(PACKAGE / "locale" / request.param / "LC_MESSAGES" / "django.po"))


def test_every_text_is_translated(source, catalogue):
    known = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    missing = [key[1] for key in source if key not in known]
    assert not missing, f"{len(missing)} texts have no entry:\n" + "\n".join(missing)
    plurals = [
        key[1]
        for key, entry in source.items()
        if entry.msgid_plural and not all(known[key].msgstr_plural.values() or [""])
    ]
    empty = [
        key[1]
        for key, entry in source.items()
        if not entry.msgid_plural and not known[key].msgstr.strip()
    ]
    assert not plurals + empty, "These are empty:\n" + "\n".join(plurals + empty)


def test_no_translation_is_fuzzy(catalogue):
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_no_translation_is_left_over(source, catalogue):
    unused = [entry.msgid for entry in catalogue if key_of(entry) not in source]
    assert not unused, f"{len(unused)} entries are of texts that are gone:\n" + "\n".join(unused)


def test_placeholders_are_equal(catalogue):
    wrong = []
    for entry in catalogue:
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        given = [entry.msgstr, *entry.msgstr_plural.values()]
        for text in filter(None, given):
            found = set(PLACEHOLDER.findall(text))
            # A singular may spell its number out.
            allowed = wanted | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
            if found != wanted and not (entry.msgid_plural and found <= allowed):
                wrong.append(f"{entry.msgid} → {text}")
    assert not wrong, "\n".join(wrong)


def test_placeholders_are_named(source):
    assert [key[1] for key in source if POSITIONAL.search(key[1])] == []
