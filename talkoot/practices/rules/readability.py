"""A hint of how easily a text reads: plain measures of our own, never a refusal."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LONG_SENTENCE, LONG_WORD, MANY_LONG = 20, 16, 0.08
SHOWN = 4
# Read at most so much: a hint needs no more, and a page answers at once.
READ_MOST = 20_000
# Who does it? The passive of Finnish and Swedish hides that.
PASSIVE = {
    "fi": re.compile(r"\w{2,}(?:taan|tään|daan|dään|laan|lään|raan|rään|naan|nään|ttiin|tiin)$"),
    "sv": re.compile(r"\w{3,}(?:ades|ats|ses|des|ts)$"),
    "en": re.compile(r"^$"),
}
# Ends like a passive and is none.
NOT_PASSIVE = frozenset(
    "uudestaan kerrallaan paikallaan ainakaan kokonaan lainkaan jolloinkaan ennallaan aikanaan "
    "vuorollaan parhaillaan arvellaan vastaan pitkään yhtään mitään tännään kiitään sitään "
    "insats plats dess arbets utkast skyddats".split()
)
OFFICE_WORDS = {
    "fi": {
        "toteuttaa": "tehdä",
        "toteutettiin": "tehtiin",
        "implementoida": "ottaa käyttöön",
        "implementointi": "käyttöönotto",
        "jalkauttaa": "ottaa käyttöön",
        "jalkautettiin": "otettiin käyttöön",
        "fasilitoida": "ohjata",
        "edesauttaa": "auttaa",
        "toimenpide": "teko",
        "toimenpiteet": "teot",
        "toimesta": "(kerro, kuka teki)",
        "osalta": "(jätä pois)",
        "puitteissa": "(kerro missä)",
        "koskien": "(kerro mistä)",
        "mahdollistaa": "auttaa, antaa",
        "aikaansaada": "saada",
        "kehittämistoimenpide": "kehittäminen",
        "resursoida": "antaa aikaa tai rahaa",
        "resursointi": "aika ja raha",
        "konsepti": "tapa toimia",
        "viitekehys": "tausta",
        "synergia": "yhteinen hyöty",
        "osallistaa": "ottaa mukaan",
    },
    "sv": {
        "implementera": "införa",
        "implementering": "införande",
        "genomföra": "göra",
        "möjliggöra": "hjälpa",
        "beträffande": "om",
        "avseende": "om",
        "åtgärder": "det vi gjorde",
        "facilitera": "leda",
        "resursering": "tid och pengar",
    },
    "en": {
        "implement": "do, start",
        "implementation": "start",
        "facilitate": "help, lead",
        "utilise": "use",
        "utilize": "use",
        "leverage": "use",
        "regarding": "about",
        "stakeholders": "(say who)",
        "synergy": "shared benefit",
    },
}


@dataclass(frozen=True)
class Hint:
    """One thing to look at, with at most SHOWN examples from the text."""

    sentence: str
    examples: tuple[str, ...] = ()


def hints(text: str, language: str) -> list[Hint]:
    """What would make the text easier; empty for one that reads well, or is too short to tell."""
    text = text[:READ_MOST]
    words = WORD.findall(text)
    if len(words) < 8:
        return []
    found = [_long_sentences(text), _long_words(words), _office(words, language)]
    return [hint for hint in [*found, _passive(words, language)] if hint]


def _long_sentences(text: str) -> Hint | None:
    sentences = [row.strip() for row in SENTENCE.split(text)]
    long = [row for row in sentences if len(WORD.findall(row)) > LONG_SENTENCE]
    if not long:
        return None
    sentence = ngettext(
        "%(count)s sentence has more than %(words)s words. Divide it in two.",
        "%(count)s sentences have more than %(words)s words. Divide them in two.",
        len(long),
    ) % {"count": len(long), "words": LONG_SENTENCE}
    return Hint(sentence, tuple(" ".join(row.split()[:6]) + " …" for row in long[:SHOWN]))


def _long_words(words: list[str]) -> Hint | None:
    long = [word for word in words if len(word) >= LONG_WORD]
    if len(long) < 3 or len(long) / len(words) < MANY_LONG:
        return None
    return Hint(_("There are many long words. Could some be said in two?"), _some(long))


def _office(words: list[str], language: str) -> Hint | None:
    plain = OFFICE_WORDS.get(language, {})
    found = _some([word.lower() for word in words if word.lower() in plain])
    if not found:
        return None
    pairs = tuple(f"{word} → {plain[word]}" for word in found)
    return Hint(_("Words of the office could be everyday ones."), pairs)


def _passive(words: list[str], language: str) -> Hint | None:
    passive = PASSIVE.get(language, PASSIVE["en"])
    found = [
        word for word in words if passive.search(word.lower()) and word.lower() not in NOT_PASSIVE
    ]
    if len(found) < 3 or len(found) / len(words) < 0.04:
        return None
    return Hint(_("Tell who does it: the text often leaves it open."), _some(found))


def _some(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:SHOWN]
