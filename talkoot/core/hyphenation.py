"""Soft hyphens for long Finnish words, because Chrome and Edge never hyphenate Finnish."""

import re
from functools import lru_cache
from typing import Any

SOFT_HYPHEN = "\u00ad"
MIN_WORD = 11
MIN_PART = 4

# Without the dictionary: last parts that many compounds of this field have.
LAST_PARTS = (
    "aste asteen suunnitelma suunnitelman kysely kyselyn päätös päätöksen päivä päivän päivät "
    "toimisto toimiston johtaminen johtamisen kehittäminen kehittämisen palvelu palvelut "
    "palvelujen henkilöstö henkilöstön järjestelmä järjestelmän järjestely järjestelyn sarja "
    "sarjan paja pajat tarve tarpeen osuus osuuden raportti raportin seloste selosteen hakemus "
    "hakemuksen kierros kierroksen arvosana edustaja edustajan toimiala alue alueen yhtymä "
    "kuntayhtymä työpaja kustannus kustannusten pyyntö pyynnön ohjelma ohjelman"
).split()

_LONG_WORD = re.compile(rf"[A-Za-zÅÄÖŠŽåäöšž]{{{MIN_WORD},}}")
_VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
# A syllable begins at a consonant that a vowel follows; that much of Finnish needs no dictionary.
_SYLLABLE = re.compile(rf"[^{_VOWELS}](?=[{_VOWELS}])")


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """The native Voikko where the system has it; None elsewhere.

    The pure Python one knows as much but takes 276 MB, too much for a web process.
    """
    try:
        import libvoikko

        return libvoikko.Voikko("fi")
    except Exception:  # Not installed, or without its dictionary: syllables must do.
        return None


def _compound_borders(word: str) -> list[int]:
    """Where the parts of a compound meet, as offsets; empty when the dictionary finds none."""
    dictionary = _dictionary()
    readings = dictionary.analyze(word.lower()) if dictionary else []
    structure = readings[0].get("STRUCTURE", "") if readings else ""
    borders, offset = [], 0
    for sign in structure:
        if sign == "=" and offset:
            borders.append(offset)
        elif sign != "=":
            offset += 1
    return borders


def _known_border(word: str) -> list[int]:
    """Where a known last part begins, the longest one first; empty without any."""
    for part in sorted(LAST_PARTS, key=len, reverse=True):
        if word.lower().endswith(part) and len(word) - len(part) >= MIN_PART:
            return [len(word) - len(part)]
    return []


def _syllable_borders(word: str) -> list[int]:
    return [match.start() for match in _SYLLABLE.finditer(word)]


def _spaced(borders: list[int], length: int) -> list[int]:
    """Borders with at least MIN_PART letters on both sides, and between each other."""
    kept: list[int] = []
    for border in borders:
        if border - (kept[-1] if kept else 0) >= MIN_PART and length - border >= MIN_PART:
            kept.append(border)
    return kept


@lru_cache(maxsize=20_000)
def hyphenate_word(word: str) -> str:
    """The word with soft hyphens at compound borders, or at syllables if it has none."""
    try:
        borders = _compound_borders(word)
    except Exception:  # The dictionary chokes on some foreign words.
        borders = []
    kept = _spaced(borders or _known_border(word) or _syllable_borders(word), len(word))
    starts = [0, *kept]
    return SOFT_HYPHEN.join(
        word[start:end] for start, end in zip(starts, [*kept, len(word)], strict=True)
    )


@lru_cache(maxsize=5_000)
def hyphenate(text: str) -> str:
    """Finnish text with soft hyphens in its words of 11 letters or more. Never raises."""
    return _LONG_WORD.sub(lambda match: hyphenate_word(match.group()), text)
