"""Soft hyphens for long Finnish words, because Chrome and Edge never hyphenate Finnish."""

import re
from functools import lru_cache
from types import ModuleType

SOFT_HYPHEN = "\u00ad"
MIN_WORD = 11
MIN_PART = 4

_LONG_WORD = re.compile(rf"[A-Za-zÅÄÖŠŽåäöšž]{{{MIN_WORD},}}")
_VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
# A syllable begins at a consonant that a vowel follows; that much of Finnish needs no dictionary.
_SYLLABLE = re.compile(rf"[^{_VOWELS}](?=[{_VOWELS}])")


@lru_cache(maxsize=1)
def _dictionary() -> ModuleType | None:
    """Voikko's morphology, loaded on first use (it is heavy); None where it is not installed."""
    try:
        import pyvoikko
    except Exception:  # A broken dictionary must not break a page.
        return None
    return pyvoikko


def _compound_borders(word: str) -> list[int]:
    """Where the parts of a compound meet, as offsets; empty when the dictionary finds none."""
    dictionary = _dictionary()
    if dictionary is None:
        return []
    for analysis in dictionary.analyse(word.lower()):
        parts = [part.FORM for part in analysis.COMPOUND_PARTS or []]
        if len(parts) > 1 and sum(map(len, parts)) == len(word):
            ends = []
            for part in parts[:-1]:
                ends.append((ends[-1] if ends else 0) + len(part))
            return ends
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
    kept = _spaced(borders or _syllable_borders(word), len(word))
    starts = [0, *kept]
    return SOFT_HYPHEN.join(
        word[start:end] for start, end in zip(starts, [*kept, len(word)], strict=True)
    )


def hyphenate(text: str) -> str:
    """Finnish text with soft hyphens in its words of 11 letters or more. Never raises."""
    return _LONG_WORD.sub(lambda match: hyphenate_word(match.group()), text)
