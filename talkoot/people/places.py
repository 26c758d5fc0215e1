"""Names of municipalities in a text, in any case form."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[A-ZÅÄÖ][\w-]+")
# Endings that follow the stem of a place's name; "n" last, being a part of many.
ENDINGS = re.compile(
    r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|tta|ttä|ten|seen|ihin|iin|"
    r"(?P<vowel>[aeiouyäö])(?P=vowel)n|h[aeiouyäö]n|na|nä|ta|tä|:n|n|s|a|ä)"
    r"(?:kin|kaan|kään|ko|kö)?$"
)
# Weak grades of a final syllable: (strong, weak).
GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"),
    ("lt", "ll"), ("rt", "rr"), ("ht", "hd"), ("lp", "lv"), ("rp", "rv"),
)  # fmt: skip
SINGLE = {"k": ("", "v", "j"), "p": ("v",), "t": ("d",)}


def places_in(text: str, names: Iterable[tuple[str, str]], most: int = 3) -> list[str]:
    """Codes of the municipalities named in the text, the most often named first.

    `names` are (code, name). Only words that begin with a capital letter count.
    """
    by_stem = _stems_of(tuple(names))
    counts: Counter[str] = Counter()
    for word in WORD.findall(text):
        for code in by_stem.get(word.lower(), ()) or _inflected(word.lower(), by_stem):
            counts[code] += 1
    return [code for code, _count in counts.most_common(most)]


def _inflected(word: str, by_stem: dict[str, set[str]]) -> set[str]:
    found = ENDINGS.search(word)
    if not found:
        return set()
    kept = word[: found.start()]
    vowel = found.group("vowel") or ""  # Kuopioon: the stem keeps one of the two.
    # Akaan: the name itself ends in two vowels.
    tried = (kept + vowel, kept, word.removesuffix("n"))
    return next((by_stem[stem] for stem in tried if stem in by_stem), set())


@lru_cache(maxsize=4)
def _stems_of(names: tuple[tuple[str, str], ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, name in names:
        for stem in stems(name.lower()):
            if len(stem) > 2 or stem == name.lower():
                found.setdefault(stem, set()).add(code)
    return found


def stems(name: str) -> set[str]:
    """The name and the stems on which its case endings stand: Lahti gives lahti, lahte, lahde."""
    found = {name}
    if name.endswith("nen"):
        return found | {name[:-3] + "se", name[:-3] + "s", name[:-3] + "si"}
    if name.endswith(("as", "äs", "is", "es", "os", "us", "ys")):
        found |= {name[:-1] + name[-2], name[:-1] + "kse", name[:-1] + "ks"}
    if name.endswith("e"):
        found.add(name + "e")
    if name.endswith("t"):  # Virrat: plural.
        single = name[:-1]
        found |= {single[:-1] + "oi", single[:-1] + "i", single, single + "i"}
        return found
    if name.endswith("i"):
        found |= {name[:-1] + "e", name[:-1]}
    return found | {weak for stem in set(found) for weak in _weak(stem)}


def _weak(stem: str) -> set[str]:
    """The weak grade of the last syllable: Turku gives turu, Lahte gives lahde."""
    if len(stem) < 4 or stem[-1] not in "aeiouyäö":
        return set()
    head, vowel = stem[:-1], stem[-1]
    for strong, weak in GRADES:
        if head.endswith(strong):
            return {head[: -len(strong)] + weak + vowel}
    if head[-1] in SINGLE and head[-2] in "aeiouyäölrh":
        return {head[:-1] + weak + vowel for weak in SINGLE[head[-1]]}
    return set()
