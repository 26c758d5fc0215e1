"""Hiding who applies: names of the organisation, the place and the people, out of free text."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from talkoot.assessments.rules.inflection import SHORTEST_LOWER, word_pattern

# Words of names that tell nothing of who it is.
PLAIN_WORDS = frozenset(
    "kaupunki kaupungin kunta kunnan kuntayhtymä kuntayhtymän hyvinvointialue hyvinvointialueen "
    "liitto liiton oy oyj ab abp ry rf ky tmi sr ja och of and the virasto ministeriö keskus "
    "koulutus yhtymä säätiö stad staden kommun kommunen samkommun samkommunen välfärdsområde "
    "välfärdsområdet förbund förbundet palvelut osakeyhtiö henkilöstö henkilöstön "
    "johtaja edustaja pääluottamusmies työsuojeluvaltuutettu".split()
)
SHORTEST_NAME = 2
WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")


@dataclass(frozen=True)
class Names:
    """What must not stand in a text: `phrases` are hidden whole, of the rest every word."""

    phrases: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Redactor:
    """Replaces the names with a mark and counts what it found."""

    def __init__(self, names: Names) -> None:
        self.found: Counter[str] = Counter()
        self._patterns = list(_patterns(names))

    def __call__(self, text: str) -> str:
        """The text with a mark in each name's place."""
        mark = _("[name hidden]")
        for pattern, must_be_capital in self._patterns:
            text = pattern.sub(partial(self._hide, mark, must_be_capital), text)
        return text

    def _hide(self, mark: str, must_be_capital: bool, hit: "re.Match[str]") -> str:
        word = hit.group(0)
        if must_be_capital and not word[0].isupper():
            return word
        self.found[word] += 1
        return mark


def _patterns(names: Names) -> Iterable[tuple["re.Pattern[str]", bool]]:
    """(pattern, whether only a capital letter makes it a name), whole phrases first."""
    phrases = {*names.organisations, *(text for text in names.phrases if " " in text.strip())}
    for phrase in sorted(phrases, key=lambda text: (-len(text), text)):
        words = WORD.findall(phrase)
        if len(words) > 1:
            parts = [*map(re.escape, words[:-1]), _form(words[-1])]
            yield _compiled(r"[\s\-–]+".join(parts)), False
    for word in sorted(_proper_words(names.organisations) | _all_words(names.places)):
        yield _compiled(_form(word)), len(word) < SHORTEST_LOWER
    for word in sorted(_all_words(names.people)):
        yield _compiled(_form(word)), True


def _form(word: str) -> str:
    parts = re.split("[-–]", word)
    return "[-–]".join([*map(re.escape, parts[:-1]), word_pattern(parts[-1])])


def _compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", re.IGNORECASE)


def _proper_words(texts: Iterable[str]) -> set[str]:
    """Words of organisations' names with a capital letter; "Kuopion" gives "Kuopio" too."""
    found = {word for word in _all_words(texts) if word[0].isupper()}
    return found | {word[:-1] for word in found if word.endswith("n") and len(word) > 3}


def _all_words(texts: Iterable[str]) -> set[str]:
    return {
        word
        for text in texts
        for word in WORD.findall(text)
        if len(word) >= SHORTEST_NAME and word.lower() not in PLAIN_WORDS
    }
