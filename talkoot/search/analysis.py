"""From text to tokens, from a token to terms: one analysis for every database.

`tokens(text)` cuts and lowers. `analyse(token)` gives (term, kind) pairs: the base form
("lemma"), compounds inside it ("compound"), their parts ("part"), what a part derives from
("base") and its Snowball stem ("stem"; a word that is not Finnish gets a stem per language).
The terms depend on the token alone, never on the language of the text around it.

The analyser is the best that the process may use: the native library where it is installed;
the `pyvoikko` wheel, which takes about 280 MB, only inside `with deep_analysis():` (the worker
and the commands that load data); else stems alone. Stems found where Voikko might know better
are not final: the worker analyses such tokens later (jobs.py).
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.util import find_spec
from typing import NamedTuple

from talkoot.search.stop_words import STOP_WORDS
from talkoot.search.voikko import person_readings, terms_of

LONGEST_TOKEN = 60
WORD = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")
PIECES = re.compile(r"[-'’:]")
CASE_ENDING = re.compile(r"[:'’][a-zäö]{1,6}$")  # EU:n, KT:lle, Porthan'in
STEMMERS = ("finnish", "swedish", "english")
SHORTEST_STEM = 3
SHORTEST_GUESSED = 4
VOWELS = "aeiouyäö"
# Which vowels a base form may end in where a bent one has this: kirjoissa is of kirja.
VOWELS_BEFORE = {"e": "ie", "i": "iaä"} | {vowel: vowel for vowel in "aouyäö"}
GRADES = [("ng", "nk"), ("mm", "mp"), ("nn", "nt"), ("ll", "lt"), ("rr", "rt"), ("d", "t")]
GRADES += [("v", "p"), ("k", "kk"), ("t", "tt"), ("p", "pp")]
# The best kind first: a term that a token gives in two ways keeps the better one.
KINDS = ("lemma", "compound", "stem", "part", "base")

Readings = Callable[[str], list[str]]
Terms = list[tuple[str, str]]


class Analysed(NamedTuple):
    """A token's (term, kind) pairs; `is_final` is False if a better analyser exists elsewhere."""

    terms: Terms
    analyser: str
    is_final: bool


_is_deep: ContextVar[bool] = ContextVar("is_deep", default=False)
_local = threading.local()


@contextmanager
def deep_analysis() -> Iterator[None]:
    """Allow the large analyser in this thread: for the worker and commands, never for a page."""
    token = _is_deep.set(True)
    try:
        yield
    finally:
        _is_deep.reset(token)


def words(text: str) -> list[str]:
    """All words as they stand in the text, hyphenated ones whole."""
    return WORD.findall(unicodedata.normalize("NFC", text).replace("\u00ad", ""))


@lru_cache(maxsize=100_000)  # about what a large import holds of different words
def token_of(word: str) -> str:
    """The token of one word, or "" if it is a stop word or a single letter."""
    token = CASE_ENDING.sub("", word.lower())[:LONGEST_TOKEN]
    return "" if token in STOP_WORDS or (len(token) == 1 and not token.isdigit()) else token


def tokens(text: str) -> list[str]:
    return [token for token in map(token_of, words(text)) if token]


def analyse(token: str) -> Analysed:
    """Every term of one token, each once with its best kind, in a fixed order."""
    name, readings = _analyser()
    known = _word_terms(token, readings)
    found = known or [(token, "lemma")]
    found = found + [(stem, "stem") for stem in _stems(token, STEMMERS[: 1 if known else 3])]
    best: dict[str, str] = {}
    for term, kind in found:
        if len(term) > 1 or term.isdigit():
            held = best.get(term)
            if held is None or KINDS.index(kind) < KINDS.index(held):
                best[term] = kind
    return Analysed(list(best.items()), name, name != "stems")


def _word_terms(token: str, readings: Readings) -> Terms:
    """What the analyser says of the word; of a hyphenated one also piece by piece."""
    terms = [] if token.isdigit() else terms_of(readings(token))
    pieces = PIECES.split(token)
    if len(pieces) == 1:
        return terms
    terms = terms or [(token, "lemma")]
    for piece in pieces:
        below = _word_terms(piece, readings) or [(piece, "lemma")]
        terms += [(term, "compound" if kind == "lemma" else kind) for term, kind in below]
    return terms


def _stems(token: str, names: tuple[str, ...]) -> list[str]:
    if not hasattr(_local, "stemmers"):  # a stemmer holds the word at work, so one per thread
        import snowballstemmer

        _local.stemmers = {name: snowballstemmer.stemmer(name) for name in STEMMERS}
    stems = [_local.stemmers[name].stemWord(token) for name in names]
    return [stem for stem in stems if len(stem) >= SHORTEST_STEM]


def stems(token: str, language: str) -> list[str]:
    """The Snowball stem of the word in "finnish", "swedish" or "english"; none without one."""
    return _stems(token, (language,)) if language else []


def guesses(token: str) -> list[str]:
    """What the base form of a Finnish word may be, where no analyser is at hand: its stem with the
    vowel that followed it, the last consonants also in their strong grade.

    Most are no words; whoever asks keeps those that the index has.
    """
    found = _stems(token, ("finnish",))
    if not found or len(found[0]) < SHORTEST_GUESSED:
        return []
    [stem] = found
    vowel = stem[-1] if stem[-1] in VOWELS else ""
    endings = vowel or VOWELS_BEFORE.get(token[len(stem) :][:1], "")
    body = stem.removesuffix(vowel) if vowel else stem
    bodies = [body]
    bodies += [body.removesuffix(weak) + strong for weak, strong in GRADES if body.endswith(weak)]
    forms = [stem, *(one + ending for one in bodies for ending in endings)]
    if stem.endswith("ks"):
        forms.append(stem[:-2] + "s")
    if stem.endswith("s"):
        forms.append(stem[:-1] + "nen")
    return list(dict.fromkeys(forms))


def _analyser() -> tuple[str, Readings]:
    """(name, function) of the best analyser that this process may load now."""
    native = _libvoikko()
    if native:
        return "libvoikko", native
    if not _is_deep.get():
        return "stems", _no_readings
    wheel = _pyvoikko()
    return ("pyvoikko", wheel) if wheel else ("snowball", _no_readings)


def analyser_name() -> str:
    """Which analyser reads tokens in this process now."""
    return _analyser()[0]


def is_person_name(word: str, is_first_in_sentence: bool) -> bool:
    """The word may be somebody's first name or surname in any form of it.

    Where a sentence begins only if it can be nothing else. Always False without an analyser.
    """
    _name, readings = _analyser()
    names, others = person_readings(readings(token_of(word) or word.lower()))
    return bool(names) and not (is_first_in_sentence and others)


def is_best() -> bool:
    """False where only stems are at hand and the worker may know better."""
    return analyser_name() != "stems"


def _no_readings(word: str) -> list[str]:
    return []


@lru_cache(maxsize=1)
def _libvoikko() -> Readings | None:
    try:
        import libvoikko

        voikko = libvoikko.Voikko("fi")
    except Exception:  # no binding, no shared library or no dictionary: each has its own error
        return None

    def readings(word: str) -> list[str]:
        found = voikko.analyze(word) or voikko.analyze(word.capitalize())
        return [reading.get("FSTOUTPUT", "") for reading in found]

    return readings


@lru_cache(maxsize=1)
def _pyvoikko() -> Readings | None:
    """In a process of its own, because it takes much memory (reader.py)."""
    if find_spec("pyvoikko") is None or find_spec("kfst") is None:
        return None
    from talkoot.search.reader import Reader

    return Reader()
