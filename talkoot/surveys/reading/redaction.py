"""Names and other marks of a person in an open answer: proposed here, confirmed by a person.

The rules are few and plain, and propose rather too much than too little: a text is shown outside
the reading desk only when somebody has looked at each proposal.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from talkoot.core import identity_codes
from talkoot.surveys.reading.first_names import FIRST_NAMES

Spans = list[list[int]]
REMOVED = "[…]"

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
MARKS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # e-mail
    identity_codes.LOOKS_LIKE,
    re.compile(r"(?<![\w.,])(?:\+\d{1,3}[ -]?|0)\d(?:[ -]?\d){5,11}(?!\w)"),  # telephone
    re.compile(r"(?:https?://|www\.)\S+[^\s.,;:!?)]"),
)
# Before it a sentence begins, where any word has a capital letter.
SENTENCE_START = re.compile(r"(?:^|[.!?:…][\s\"”’)]*|\n)[\s\-–•*\"”’(]*$")
SHORTEST_STEM = 3
# Case endings, the possessive and enclitic particles of Finnish; the genitive of the others.
ENDING = re.compile(
    r"i?(?:n|t|[aä]|t[aä]|l[lt][aä]|lle|s[st][aä]|ksi|n[aä]|h?[aeiouyäö]n|ns[aä])?"
    r"(?:kin|k[aä][aä]n|h[aä]n|k[oö]|[’']?s)?"
)


def stems_of(name: str) -> set[str]:
    """What the bent forms of a name begin with: Pekka and Peka-n, Virtanen and Virtase-n."""
    word = name.lower()
    stems = {word}
    if word.endswith("nen"):
        stems.add(f"{word[:-3]}se")
    elif word.endswith(("us", "es", "is")):
        stems.add(f"{word[:-1]}kse")
    elif word[-3:-1] in ("kk", "pp", "tt"):
        stems.add(word[:-2] + word[-1])
    return {stem for stem in stems if len(stem) >= SHORTEST_STEM}


def stems_of_all(names: Iterable[str]) -> set[str]:
    """The stems of every part of the people's names."""
    return {stem for name in names for part in WORD.findall(name) for stem in stems_of(part)}


def proposals(
    text: str, stems: Collection[str], *, is_name: Callable[[str, bool], bool] | None = None
) -> Spans:
    """[[start, end], ...] of what may tell who somebody is, in order and without overlaps.

    `stems` are of people whom the round knows (stems_of_all). `is_name(word, is_first_in_sentence)`
    is a better reader of names than our own list, where the process has one.
    """
    found = [[match.start(), match.end()] for mark in MARKS for match in mark.finditer(text)]
    before = _Seen(-1, -1, is_named=False, may_be_named=False)
    for match in WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        is_capital = word[0].isupper()
        is_named = may_be_named = _is_bent(word, stems)
        if is_capital and not is_named:
            may_be_named = is_name(word, False) if is_name else _is_bent(word, _first_names())
            is_named = may_be_named and not (is_name and not is_name(word, _is_first(text, start)))
        follows = is_capital and before.end >= 0 and text[before.end : start] == " "
        if follows and is_named and before.may_be_named:  # "Anna" of "Anna Korhonen"
            found.append([before.start, before.end])
        if is_named or (follows and before.is_named):
            found.append([start, end])
        before = _Seen(start, end, is_named and is_capital, may_be_named and is_capital)
    return merged(found, text)


class _Seen(NamedTuple):
    """The word before: where it stands, and whether it is or may be a first name."""

    start: int
    end: int
    is_named: bool
    may_be_named: bool


def _is_first(text: str, start: int) -> bool:
    """The word that begins at `start` is the first of its sentence."""
    return SENTENCE_START.search(text[max(0, start - 20) : start]) is not None


def _is_bent(word: str, stems: Collection[str]) -> bool:
    """A form of a name with these stems; without a capital letter only the name itself."""
    lower = word.lower()
    if lower in stems:
        return word[0].isupper() or len(lower) > SHORTEST_STEM
    return word[0].isupper() and any(
        lower[:cut] in stems and ENDING.fullmatch(lower, cut)
        for cut in range(SHORTEST_STEM, len(lower))
    )


_stems: set[str] = set()


def _first_names() -> set[str]:
    if not _stems:
        _stems.update(stems_of_all(FIRST_NAMES))
    return _stems


def spans_of(text: str, words: Iterable[str]) -> Spans:
    """Where the words stand in the text, wherever in a word they begin; case does not matter."""
    wanted = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE)
    return merged([[match.start(), match.end()] for match in pattern.finditer(text)], text)


def merged(spans: Spans, text: str) -> Spans:
    """In order, those that overlap or have only a space between them made one."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined


def without(text: str, spans: Spans) -> str:
    """The text with a mark in the place of each span."""
    pieces, end = [], 0
    for start, stop in merged(spans, text):
        pieces += [text[end:start], REMOVED]
        end = stop
    return "".join([*pieces, text[end:]])


def segments(text: str, spans: Spans) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the spans."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, stop in merged(spans, text):
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def is_passage(passage: str, text: str) -> bool:
    """The passage stands in the text as it is; “…” or “[…]” may stand for what lies between."""
    rest = " ".join(text.split())
    parts = re.split(r"\[…\]|\[\.\.\.\]|…|\.\.\.", " ".join(passage.split()))
    wanted = [part.strip() for part in parts if part.strip()]
    for part in wanted:
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return bool(wanted)
