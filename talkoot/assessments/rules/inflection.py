"""The forms in which a Finnish name may stand in a text, as one pattern. No database.

Better one word too many than a name left standing: the stems below are all that the endings and
the change of consonants (Helsinki: Helsingin, Lahti: Lahdessa) can make of a name.
"""

import re
from functools import lru_cache

VOWELS = "aeiouyåäö"
CONSONANTS = "bcdfghjklmnpqrstvwxzšž"
# Strong and weak grade before the last vowels; the longest first.
GRADES = [
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"),
    ("mp", "mm"), ("lk", "l"), ("lk", "lj"), ("rk", "r"), ("rk", "rj"), ("hk", "h"), ("ht", "hd"),
    ("lp", "lv"), ("rp", "rv"), ("k", ""), ("k", "v"), ("p", "v"), ("t", "d"),
]  # fmt: skip
CASES = (
    r"(?:n|s|t|[aä]|t[aä]|tt[aä]|[aeiouyåäö]{0,2}n|h[aeiouyåäö]n|see?n|si[aä]|"
    r"(?:i|oi|öi|ei)?(?:n[aä]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ks[ie]|tt[aä]|hin|t[aä]|[aä]|"
    r"n|en|jen|den|tten|siin)|ne|j[aä]|jen|ien|iden|itten)?"
)
OWNERS = r"(?:ni|si|ns[aä]|mme|nne|[aeiouyåäö]n)?"
CLITICS = r"(?:kin|k[aä]{2}n|k[oö]|h[aä]n|p[aä])*"
# Kuopiolainen, kuopiolaisten; vaasabo is left to the Swedish names.
DWELLER = r"l[aä]i[a-zåäö]*"
ENDINGS = rf"(?:{CASES}{OWNERS}{CLITICS}|{DWELLER})"
# First parts that bend with the rest: Uudessakaupungissa, Isonkyrön.
BENDING = {
    "uusi": "uu(?:si|den|dessa|desta|teen|delta|della|delle|tta|tena|deksi)",
    "iso": "iso(?:n|ssa|sta|on|lta|lla|lle|a|na|ksi)?",
    "vähä": "vähä(?:n|ssä|stä|än|ltä|llä|lle|nä|ksi)?",
}
SHORTEST_LOWER = 4


def stems(name: str) -> set[str]:
    """What may stand before the endings; the name itself is one. Lower case in, lower case out."""
    found = {name} | _vowel_stems(name)
    return found | {weak for stem in found for weak in _other_grades(stem)}


def _vowel_stems(name: str) -> set[str]:
    found: set[str] = set()
    if name.endswith("nen"):
        found |= {name[:-3] + "se", name[:-3] + "s", name[:-3] + "si"}
    if name.endswith("si"):
        found |= {name[:-2] + end for end in ("de", "te", "t", "ksi", "kse")}
    if name.endswith("i"):
        found |= {name[:-1], name[:-1] + "e"}
    if name.endswith(("a", "ä")):
        found |= {name[:-1], name[:-1] + "o", name[:-1] + "ö"}
    if name.endswith("e"):
        found.add(name + "e")
    if name.endswith("s"):
        found |= {name[:-1] + end for end in ("kse", "ks", "de", "te", "t", "nee")}
        found.add(name[:-1] + name[-2])
    if name[-1] not in VOWELS:
        found.add(name + "i")
    return {stem for stem in found if len(stem) > 1}


def _other_grades(stem: str) -> set[str]:
    """The stem in its other grade, weak or strong: kaupunki, kaupungi; sade, satee."""
    head = stem.rstrip(VOWELS)
    tail = stem[len(head) :]
    if not tail:
        return set()
    found = set()
    for strong, weak in GRADES:
        if head.endswith(strong) and not _is_kept(head, strong):
            found.add(head[: -len(strong)] + weak + tail)
        if weak and head.endswith(weak) and tail.endswith(("aa", "ää", "ee")):
            found.add(head[: -len(weak)] + strong + tail)
    return found


def _is_kept(head: str, strong: str) -> bool:
    """A lone k, p or t changes after a vowel, l, r, n, m or h only: not in Kotka or Pyhäsalmi."""
    before = head[: -len(strong)][-1:]
    return len(strong) == 1 and before in CONSONANTS and before not in "lrnmh"


@lru_cache(maxsize=2000)
def word_pattern(word: str) -> str:
    """The pattern of one word of a name in any of its forms, in lower case."""
    word = word.lower()
    for first, bent in BENDING.items():
        rest = word.removeprefix(first)
        if word.startswith(first) and len(rest) > 3:
            return bent + _alternatives(stems(rest)) + ENDINGS
    return _alternatives(stems(word)) + ENDINGS


def _alternatives(forms: set[str]) -> str:
    # The longest first, else a shorter stem would leave part of the word to the endings.
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"
