"""How those who registered came, told only as counts that point to nobody."""

from collections import Counter
from dataclasses import dataclass, field

from talkoot.events.models import HeardOf, Registration, Series, TeamRegistration

# Fewer answers are not told, and no single count below it either.
LEAST = 5


@dataclass
class Acquisition:
    """Of `n` registrations, those that answered, and counts in order; None is 1 to LEAST - 1."""

    n: int
    answered: int
    heard_of: list[tuple[str, int | None]] = field(default_factory=list)
    sources: list[tuple[str, int | None]] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.answered >= LEAST


def acquisition_of(series: Series) -> Acquisition:
    """Persons and teams that registered, each once; two queries. Cancelled ones count too.

    Several sources may be chosen, so the counts may sum to more than the answers.
    """
    persons = Registration.objects.filter(series=series, team=None)
    teams = TeamRegistration.objects.filter(series=series)
    rows = [
        row for table in (persons, teams) for row in table.values_list("heard_of", "utm_source")
    ]
    answers = [codes for codes, _source in rows if codes]
    heard = Counter(code for codes in answers for code in set(codes))
    sources = Counter(source for _codes, source in rows if source)
    found = Acquisition(n=len(rows), answered=len(answers))
    if found.is_shown:
        found.heard_of = [
            (str(label), _told(heard[code])) for code, label in HeardOf.choices if heard[code]
        ]
    if sum(sources.values()) >= LEAST:
        found.sources = [(source, _told(count)) for source, count in sources.most_common()]
    return found


def _told(count: int) -> int | None:
    return count if count >= LEAST else None
