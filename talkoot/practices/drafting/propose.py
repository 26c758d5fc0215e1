"""What a text seems to tell: title, gist, need, what was done, results; by headings and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from talkoot.practices.drafting.extract import Block

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9“\"])")
# What a heading is about, in three languages.
HEADINGS = {
    "need": re.compile(
        r"taust|lähtökoh|lähtötil|tarve|tarpe|haaste|ongelm|miksi|tavoit"
        r"|bakgrund|utgångs|behov|utmaning|problem|varför|mål"
        r"|background|need|challenge|why|starting|aim|goal",
        re.IGNORECASE,
    ),
    "results": re.compile(
        r"tulo[sk]|vaikutu|hyödy|hyöty|opit|opimme|oppeja|arvioin|muuttui"
        r"|resultat|effekt|nytta|lärdom|utvärder"
        r"|result|outcome|impact|benefit|lesson|learn|evaluat",
        re.IGNORECASE,
    ),
    "who_took_part": re.compile(
        r"ketkä|osallistu|kohderyhm|mukana|deltag|målgrupp|who|particip|target", re.IGNORECASE
    ),
    "tips": re.compile(r"vinki|neuvo|suositu|tips|råd|rekommend|advice|recommend", re.IGNORECASE),
    "what_was_done": re.compile(
        r"mitä|toteutu|toimenpi|ratkais|kuvaus|menetelm|kokeil|teimme|tehtiin|toimintata|kehittämi"
        r"|genomför|åtgärd|lösning|beskriv|metod|försök|gjorde"
        r"|what|solution|implement|method|experiment|activit|descri",
        re.IGNORECASE,
    ),
}
# What a paragraph without headings tells, by its words.
NEED_WORDS = re.compile(
    r"\b(ongelma|haaste|tarve|tarvi|kuormit|vaihtuvuu|puut[et]|vaike|ennen|lähtökoh"
    r"|problem|utmaning|behov|brist|tidigare|challenge|need|lack|before)\w*",
    re.IGNORECASE,
)
RESULT_WORDS = re.compile(
    r"\b(tulo[sk]|vähen|parani|paran|lisäänt|nousi|laski|säästy|koke[ei]|prosent|%"
    r"|resultat|minska|ökade|förbättr|procent|result|decreas|increas|improv|per cent)\w*",
    re.IGNORECASE,
)
STOP_WORDS = {
    "fi": frozenset("ja on ei että se oli mutta kun myös tai kuin ovat joka".split()),
    "sv": frozenset("och är att det som en för på av med inte har den till".split()),
    "en": frozenset("and the of to is in that for was with are on it as".split()),
}
TITLE_MOST, GIST_MOST, TIPS_MOST = 120, 300, 2000


@dataclass(frozen=True)
class Proposal:
    """Texts by field, the language, and the whole source."""

    texts: dict[str, str]
    language: str
    source: str


def propose(blocks: Sequence[Block]) -> Proposal:
    """A draft's texts from the blocks; nothing is invented, everything stands in the source."""
    source = "\n\n".join(block.text for block in blocks)
    title, body = _title_of(list(blocks))
    texts = _by_headings(body) or _by_words([row.text for row in body if row.kind == "text"])
    first = next((row.text for row in body if row.kind == "text"), "")
    texts["tips"] = _cut(texts.get("tips", ""), TIPS_MOST)  # The others take all that is read.
    return Proposal(
        {"title": title, "gist": _cut(_first_sentence(first), GIST_MOST), **texts},
        language_of(source),
        source,
    )


def language_of(text: str) -> str:
    """The language whose small words the text has most; Finnish when nothing tells."""
    words = re.findall(r"[a-zåäö]+", text.lower())[:5000]
    counts = {code: sum(word in small for word in words) for code, small in STOP_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "fi"


def _title_of(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title and the rest: a title block, else the first short line, else the first sentence."""
    for number, block in enumerate(blocks[:5]):
        if block.kind == "title" or (number == 0 and block.kind == "heading"):
            return _cut(block.text, TITLE_MOST), blocks[:number] + blocks[number + 1 :]
    first = blocks[0].text if blocks else ""
    return _cut(_first_sentence(first).rstrip("."), TITLE_MOST), blocks


def _by_headings(blocks: list[Block]) -> dict[str, str]:
    """Paragraphs under the field that their heading is about; empty without such headings."""
    found: dict[str, list[str]] = {}
    field, known = "what_was_done", False
    for block in blocks:
        if block.kind == "text":
            found.setdefault(field, []).append(block.text)
            continue
        about = next((name for name, words in HEADINGS.items() if words.search(block.text)), "")
        known = known or bool(about)
        field = about or "what_was_done"
        if not about:
            found.setdefault(field, []).append(block.text)
    return {name: "\n\n".join(rows) for name, rows in found.items()} if known else {}


def _by_words(paragraphs: list[str]) -> dict[str, str]:
    """Without headings: the first paragraph of a need, the last ones of results, the rest done."""
    found: dict[str, list[str]] = {}
    for number, text in enumerate(paragraphs):
        need, result = len(NEED_WORDS.findall(text)), len(RESULT_WORDS.findall(text))
        is_first_half = number < (len(paragraphs) + 1) / 2
        if need > result and is_first_half:
            field = "need"
        elif result > need and not is_first_half:
            field = "results"
        else:
            field = "what_was_done"
        found.setdefault(field, []).append(text)
    return {name: "\n\n".join(rows) for name, rows in found.items()}


def _first_sentence(text: str) -> str:
    return SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def _cut(text: str, most: int) -> str:
    """At most so many letters, ending at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
