"""What the words of an import mean here: organisations, municipalities, service areas, themes.

A name is either known, exactly or in another form of the same name, or it is told as unknown.
Nothing is guessed.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from talkoot.people.models import Municipality, Organisation, OrganisationKind
from talkoot.programmes.models import Sector, Theme, ThemeUse
from talkoot.search.analysis import analyse, guesses

Kind = OrganisationKind
SOURCE = "import"
MOST_SEEN = 5000
TOWN = re.compile(r"(.+?)[ -](kaupunki|kaup\.?|kunta|stad|kommun|city|municipality)$")
CITY_OF = re.compile(r"(?:(?:city|municipality|town) of|staden|kommunen) (.+)$")
# Endings that follow the stem of a genitive: Turun, so turussa, turusta, turulla.
ENDINGS = "n ssa ssä sta stä lla llä lta ltä lle".split()
# A municipality's own genitive that its name does not lead to: Virtain kaupunki.
GENITIVES = {"virrat": "virtain"}
# Between an organisation and its unit: “Tampereen kaupunki / Kotihoito”, “(Pirha)”.
PARTS = re.compile(r"(?P<whole>[^,/(]+?)\s*(?:(?P<aside>\()|[,/]|\s[-–—]\s)\s*(?P<unit>.+)")
# What a name says of the kind of organisation; the first that fits.
KINDS = (
    (Kind.WELLBEING_COUNTY, r"hyvinvointialue$|välfärdsområde$|wellbeing services county"),
    (Kind.JOINT_AUTHORITY, r"kuntayhtymä|samkommun|\bky$|joint authority"),
    (Kind.EDUCATION, r"yliopisto|korkeakoulu|universit|högskola|\bopisto$|koulutuskeskus|college"),
    (Kind.STATE_AGENCY, r"ministeriö|ministeriet|virasto$|\bely-|aluehallinto|ministry|agency$"),
    (Kind.ASSOCIATION, r"\bry$|\brf$|r\.y\.|yhdistys|liitto|förbund|förening|association"),
    (Kind.COMPANY, r"\boyj?$|\bab$|\boy ab$|\boy\b|\bltd\b|\binc\b"),
    (Kind.MUNICIPALITY, r"[ -](kaupunki|kunta|stad|kommun)$"),
)
# No unit of another one; state agencies sound like units of a city.
APART = frozenset({Kind.WELLBEING_COUNTY, Kind.JOINT_AUTHORITY, Kind.EDUCATION, Kind.ASSOCIATION})
APART |= {Kind.COMPANY, Kind.MUNICIPALITY}


class Register:
    """The register's rows by every form of their names; read once, four queries."""

    def __init__(self) -> None:
        self.sectors = _by_names(Sector.objects.all())
        self.themes = _by_names(Theme.objects.filter(use=ThemeUse.PRACTICE))
        self.towns = self._towns()
        self.seen: dict[str, Municipality | None] = {}
        self.organisations: dict[str, int] = {}
        self.ended: dict[int, str] = {}
        rows = Organisation.objects.values_list("pk", "key", "name", "name_sv", "valid_to")
        # Those that still exist go first, so a shared name means them.
        for pk, key, *names, valid_to in sorted(rows, key=lambda row: (bool(row[4]), row[0])):
            town = self.towns.get(key.removeprefix("kunta-"))
            for name in filter(None, (key, *names)):
                self.organisations.setdefault(_plain(name), pk)
                if town:
                    self._add_forms(_plain(name), town)
            if valid_to:
                self.ended[pk] = valid_to.isoformat()
        self._add_towns()

    def _towns(self) -> dict[str, Municipality]:
        """By code and by both names; a merged one means the one that continues."""
        rows = {row.code: row for row in Municipality.objects.all()}
        towns: dict[str, Municipality] = {}
        for row in sorted(rows.values(), key=lambda row: bool(row.merged_into_id)):
            now = row
            while now.merged_into_id:
                now = rows[now.merged_into_id]
            for name in (row.code, row.name_fi, row.name_sv):
                towns.setdefault(_plain(name), now)
        for name, genitive in GENITIVES.items():
            if name in towns:
                towns.setdefault(genitive, towns[name])
        return towns

    def _add_forms(self, name: str, town: Municipality) -> None:
        """The cases of a municipality whose organisation's name has it in the genitive."""
        match = TOWN.match(name)
        if match and match[1].endswith("n"):
            for ending in ENDINGS:
                self.towns.setdefault(match[1][:-1] + ending, town)

    def _add_towns(self) -> None:
        """A municipality's bare name means its organisation, which its key tells."""
        for name, town in self.towns.items():
            pk = self.organisations.get(f"kunta-{town.code}")
            if pk:
                self.organisations.setdefault(name, pk)

    def town(self, text: str) -> Municipality | None:
        """The municipality in any form of its name: “091”, “Helsingissä”, “Borgå stad”."""
        plain = _plain(text)
        if plain.isdigit():
            return self.towns.get(plain.zfill(3))
        for name in (plain, *plain.split("/"), *plain.split(" - ")):
            if found := self.towns.get(name.strip()) or self._town_in_form(name.strip()):
                return found
        return None

    def _town_in_form(self, name: str) -> Municipality | None:
        """The same few names come again and again; an analysis of each takes a millisecond."""
        if name not in self.seen:
            if len(self.seen) >= MOST_SEEN:
                self.seen.clear()
            self.seen[name] = self._town_of(name)
        return self.seen[name]

    def _town_of(self, name: str) -> Municipality | None:
        match = TOWN.match(name) or CITY_OF.match(name)
        bare = match[1] if match else name
        if " " in bare:
            return None
        readings = [bare, *(term for term, kind in analyse(bare).terms if kind == "lemma")]
        # Stems alone cannot tell a genitive; most end in -n.
        readings += [*guesses(bare), *([bare[:-1]] if bare.endswith(("n", "s")) else [])]
        return next((self.towns[term] for term in readings if term in self.towns), None)

    def organisation(self, text: str) -> int | None:
        """The organisation of the key or name, in Finnish or Swedish; None if it is not known."""
        plain = _plain(text)
        if found := self.organisations.get(plain):
            return found
        if TOWN.match(plain) or CITY_OF.match(plain):
            town = self._town_in_form(plain)
            return self.organisations.get(f"kunta-{town.code}") if town else None
        return None

    def parts(self, text: str) -> tuple[str, str]:
        """(organisation, its unit) of a name that has both, if the organisation is known.

        Otherwise the name as it is. One word in brackets is a short name, and no unit.
        """
        match = PARTS.fullmatch(text)
        known = self._known(match["whole"]) if match else None
        if match is None or known is None:
            return text, ""
        whole, unit = match["whole"], match["unit"]
        if match["aside"]:
            unit = unit.removesuffix(")")
            if " " not in unit:
                return whole, ""
        if self._known(unit) == known:  # Its name in the other language.
            return whole, ""
        if self._known(unit) or _kind_of(_plain(unit)) in APART:
            return text, ""
        return whole, unit

    def _known(self, name: str) -> int | str | None:
        """The organisation, or the code of a municipality whose organisation is not there yet."""
        plain = _plain(name)
        if pk := self.organisation(name):
            return pk
        town = self._town_in_form(plain) if TOWN.match(plain) or CITY_OF.match(plain) else None
        return town.code if town else None

    def new_organisation(self, text: str) -> Organisation:
        """What an unknown organisation is entered as: its own name, and the kind that it tells."""
        name = " ".join(text.split())[:160]
        plain = _plain(name)
        town = self._town_in_form(plain) if TOWN.match(plain) or CITY_OF.match(plain) else None
        if town:
            key, kind = f"kunta-{town.code}", Kind.MUNICIPALITY
        else:
            mark = hashlib.sha256(plain.encode()).hexdigest()[:8]
            key = f"{slugify(name)[:50].strip('-') or 'org'}-{mark}"
            kind = _kind_of(plain)
        return Organisation(key=key, name=name, kind=kind, municipality=town, source=SOURCE)

    def sector(self, text: str) -> Sector | None:
        return self.sectors.get(_plain(text))

    def some_themes(self, text: str) -> tuple[list[Theme], list[str]]:
        """(themes, words that are none of them); several stand with ; , | or lines between.

        Codes may also have spaces between.
        """
        found: dict[int, Theme] = {}
        unknown: dict[str, None] = {}
        for piece in filter(None, (part.strip() for part in re.split(r"[;,|\n]", text))):
            whole = self.themes.get(_plain(piece))
            codes = [self.themes.get(word) for word in piece.split()]
            themes = [whole] if whole else codes if all(codes) else []
            found |= {theme.pk: theme for theme in themes if theme}
            if not themes:
                unknown[piece] = None
        return list(found.values()), list(unknown)


def _kind_of(plain: str) -> Kind:
    return next((kind for kind, words in KINDS if re.search(words, plain)), Kind.OTHER)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _by_names(rows: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        for name in (row.code, row.name_fi, row.name_sv, row.name_en):
            if name:
                found.setdefault(_plain(name), row)
    return found
