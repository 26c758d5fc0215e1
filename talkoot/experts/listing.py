"""The directory: what a visitor asks of it, its facets, and an order that favours nobody."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from talkoot.core.lookups import in_neutral_order
from talkoot.experts.models import Expert
from talkoot.experts.queries.profiles import directory_experts
from talkoot.experts.rules.profiles import is_free_on
from talkoot.search.queries import Result, find

KIND = "expert"
FACETS = ("theme", "competence", "language", "region", "remote", "free")
YES = "yes"
MOST_HITS = 5000

Facts = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks: words, and codes by facet as they stand in the address."""

    text: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen.values())


@dataclass
class Listing:
    """Everybody in the directory, who matches, and the counts beside the options.

    An option's count obeys the other facets, so it tells what ticking it would do. `similar` are
    fuzzy hits of the words, not counted.
    """

    listed: list[Expert]
    counts: dict[str, Counter[str]]
    matches: list[Expert]
    similar: list[Expert]
    found: Result

    def ordered(self, seed: str) -> list[Expert]:
        """The matches in the order of the seed; words choose, but a wordy profile gains nothing."""
        return in_neutral_order(self.matches, seed=seed)

    def ordered_similar(self, seed: str) -> list[Expert]:
        return in_neutral_order(self.similar, seed=seed)


def facts_of(expert: Expert, on: datetime.date) -> Facts:
    """What the facets know of an expert, as codes."""
    return {
        "theme": frozenset(theme.code for theme in expert.themes.all()),
        "competence": frozenset(row.code for row in expert.competences.all()),
        "language": frozenset(expert.language_codes),
        "region": frozenset(expert.region_codes),
        "remote": frozenset({YES} if expert.is_remote else ()),
        "free": frozenset({YES} if is_free_on(expert, on) else ()),
    }


def list_experts(wanted: Wanted, *, on: datetime.date) -> Listing:
    """The experts of the frameworks valid on the day who fit what is wanted."""
    listed = list(directory_experts(on=on).prefetch_related("competences"))
    facts = {expert.pk: facts_of(expert, on) for expert in listed}
    found = find(KIND, wanted.text, limit=MOST_HITS) if wanted.text else Result()
    strict, fuzzy = found.ids[: found.strict_count], set(found.ids[found.strict_count :])
    asked = set(strict) if wanted.text else facts.keys()
    counts = {
        name: Counter(
            code
            for pk in asked & facts.keys()
            if _fits(facts[pk], wanted, but=name)
            for code in facts[pk][name]
        )
        for name in FACETS
    }
    fitting = [expert for expert in listed if _fits(facts[expert.pk], wanted)]
    return Listing(
        listed=listed,
        counts=counts,
        matches=[expert for expert in fitting if expert.pk in asked],
        similar=[expert for expert in fitting if expert.pk in fuzzy],
        found=found,
    )


def _fits(facts: Facts, wanted: Wanted, *, but: str = "") -> bool:
    return all(
        facts[name] & chosen
        for name, chosen in wanted.chosen.items()
        if chosen and name != but and name in facts
    )
