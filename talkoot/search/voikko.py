"""Terms from the readings of Voikko's transducer; the wheel and the native library speak alike.

A reading such as `[Lp]etä[Bh][Bc][Ln][Xp]työ[X]työ[Sn][Ny]` holds one unit per part of a
compound, each with tags, a base form between [Xp] and [X], and the letters as written.
"""

import re
from typing import NamedTuple

PIECE = re.compile(r"\[[^\]]*\]|[^\[]+")
MOST_PARTS = 5  # longer words are no compounds that anybody searches by
NAME_CLASSES = {"Lep", "Les", "Lee", "Lem"}
PERSON_CLASSES = ("[Lee]", "[Les]")  # first name, surname


class Unit(NamedTuple):
    """One part of a compound; `pieces` are the words that Voikko marks inside its base form."""

    surface: str
    lemma: str
    derived_from: str
    pieces: tuple[str, ...]
    is_name: bool


def unit(tagged: str) -> Unit:
    """Read one part. A derivation ([Xj]) keeps the word it comes from in `derived_from`."""
    surface = lemma = base = written = first_base = ""
    skipping = in_base = is_name = False
    for piece in PIECE.findall(tagged):
        if piece in ("[Xp]", "[Xj]"):
            first_base = first_base or base
            lemma, surface = lemma + written, surface + written
            written, base, in_base = "", "", True
        elif piece in ("[Xr]", "[Xs]"):
            skipping = True
        elif piece == "[X]":
            skipping = in_base = False
        elif piece == "[Tn4]":  # kehittämis- and kehittämisen are forms of kehittäminen
            first_base, base, lemma = base, "minen", lemma + written
        elif piece.startswith("["):
            is_name = is_name or piece[1:-1] in NAME_CLASSES
        elif skipping:
            continue
        elif in_base:
            base += piece
        else:
            written += piece
    surface = (surface + written).lower()
    lemma = (lemma + base).lower() if base else surface.rstrip("-")
    pieces = () if is_name else tuple(p for p in lemma.split("=") if p != lemma)
    return Unit(
        surface, lemma.replace("=", ""), first_base.lower().replace("=", ""), pieces, is_name
    )


def units(reading: str) -> list[Unit]:
    return [unit(part) for part in reading.split("[Bc]") if "[L" in part]


def compound(parts: list[Unit]) -> str:
    """The base form of parts that stand together: only the last one bends."""
    return "".join(part.surface for part in parts[:-1]) + parts[-1].lemma


def terms_of(readings: list[str]) -> list[tuple[str, str]]:
    """(term, kind) of a word's readings: every base form, but only the plainest way to split.

    A word that can be a proper name is never split: Järvenpää is no lake's end.
    """
    split = [found for found in map(units, readings) if found]
    if not split:
        return []
    terms = [(compound(parts), "lemma") for parts in split]
    if any(len(parts) == 1 and parts[0].is_name for parts in split):
        return terms
    fewest = min(len(parts) for parts in split)
    for parts in split:
        if len(parts) == fewest <= MOST_PARTS:
            terms += parts_of(parts)
    return terms


def parts_of(parts: list[Unit]) -> list[tuple[str, str]]:
    """Sub-compounds (etätyöpäivä: etätyö, työpäivä), single parts and what they derive from."""
    count = len(parts)
    terms = [
        (compound(parts[start:end]), "compound")
        for start in range(count)
        for end in range(start + 2, count + 1)
        if end - start < count
    ]
    for part in parts:
        if count > 1:
            terms.append((part.lemma, "compound" if part.pieces else "part"))
        terms += [(piece, "part") for piece in part.pieces]
        terms.append((part.derived_from, "base"))
    return terms


def person_readings(readings: list[str]) -> tuple[int, int]:
    """How many of the readings are of a person's name, and how many of anything else."""
    names = sum(reading.startswith(PERSON_CLASSES) for reading in readings)
    return names, len(readings) - names
