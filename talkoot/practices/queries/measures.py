"""The measures of spreading in words: what each is called, how it is defined, whom it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.practices.rules.spread import FEWEST_ANSWERS, REGIONS, Adopter, Spread

Text = str | Promise
NOTHING = "–"
LAGS = (1, 5, 10)  # The nth organisations whose delay is shown.


@dataclass(frozen=True)
class Measure:
    """A measure: `value` and `note` make words of a spread, `rows` are the adopters behind it.

    `is_of_organisations`: behind it are the organisations that could adopt the practice.
    """

    key: str
    label: Text
    definition: Text
    value: Callable[[Spread], str]
    rows: Callable[[Spread], Sequence[Adopter]]
    note: Callable[[Spread], str] = lambda _spread: ""
    is_of_organisations: bool = False


def per_cent(share: float | None) -> str:
    """A share as people read it, without decimals unless it is small."""
    if share is None:
        return NOTHING
    decimals = 1 if 0 < share < 0.1 else 0
    return f"{formats.number_format(round(100 * share, decimals), decimals)} %"


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def _benefit(spread: Spread) -> str:
    return per_cent(spread.good_benefit)


def _benefit_note(spread: Spread) -> str:
    if len(spread.benefits) < FEWEST_ANSWERS:
        return _("Shown when there are at least five answers.")
    return f"n = {len(spread.benefits)}"


def _lag(number: int) -> Measure:
    def value(spread: Spread) -> str:
        days = spread.lag(number)
        return NOTHING if days is None else str(formats.number_format(days, force_grouping=True))

    def note(spread: Spread) -> str:
        if spread.is_older(number):
            return _("before it was published")
        return "" if spread.lag(number) is None else _("days")

    def rows(spread: Spread) -> Sequence[Adopter]:
        is_told = spread.lag(number) is not None or spread.is_older(number)
        return spread.started[:number] if is_told else []

    return Measure(
        f"lag-{number}",
        gettext_lazy("From publishing to the first adopter") if number == 1 else LAG_LABELS[number],
        gettext_lazy(
            "Days from publishing to the first day of use of the adopter in question. An adopter "
            "that began before publishing waited for nothing: it is counted among the adopters, "
            "but no delay is told of it."
        ),
        value,
        rows,
        note,
    )


LAG_LABELS: dict[int, Text] = {
    5: gettext_lazy("From publishing to the fifth adopter"),
    10: gettext_lazy("From publishing to the tenth adopter"),
}


def _a_year(spread: Spread) -> str:
    return str(spread.by_year.get(spread.as_of.year, 0))


def _kilometres(spread: Spread) -> str:
    far = spread.median_distance
    return NOTHING if far is None else f"{formats.number_format(round(far), 0)} km"


MEASURES = [
    Measure(
        "adopters",
        gettext_lazy("Adopters"),
        gettext_lazy(
            "Organisations that use the practice on the day and whose mark has been confirmed. "
            "Interest and trials do not count; each organisation counts once, and those that have "
            "merged are one."
        ),
        lambda spread: str(len(spread.adopters)),
        lambda spread: spread.adopters,
        lambda spread: _("%(count)s of them independent") % {"count": len(spread.independent)},
    ),
    Measure(
        "eligible",
        gettext_lazy("Organisations that could adopt it"),
        gettext_lazy(
            "Organisations of the register on the day whose kind has the practice's service area "
            "by law, and those of the same kind as the origin. Those that made it and the others "
            "of the same organisation are not counted, and invented ones only if they use it. "
            "Social and health services: wellbeing services counties from 1 January 2023, "
            "municipalities and joint authorities before."
        ),
        lambda spread: str(spread.eligible_count),
        lambda _spread: [],
        is_of_organisations=True,
    ),
    Measure(
        "reach",
        gettext_lazy("Reach"),
        gettext_lazy("Adopters among the organisations that could adopt it, of all of these."),
        lambda spread: per_cent(spread.reach),
        lambda spread: spread.eligible_adopters,
        lambda spread: _of(len(spread.eligible_adopters), spread.eligible_count),
    ),
    Measure(
        "population",
        gettext_lazy("Inhabitants covered"),
        gettext_lazy(
            "The share of the country's inhabitants who live in municipalities that use the "
            "practice or whose wellbeing services county does; each municipality counts once."
        ),
        lambda spread: per_cent(spread.population_coverage),
        lambda spread: [
            row
            for row in spread.adopters
            if row.place and row.kind in ("municipality", "wellbeing_county")
        ],
    ),
    Measure(
        "regions",
        gettext_lazy("Regions"),
        gettext_lazy(
            "Regions of Finland in which an adopter stands. A wellbeing services county stands at "
            "its largest municipality."
        ),
        lambda spread: str(len(spread.regions)),
        lambda spread: [row for row in spread.adopters if row.place],
        lambda spread: _of(len(spread.regions), REGIONS),
    ),
    Measure(
        "sizes",
        gettext_lazy("Size classes"),
        gettext_lazy(
            "Classes of municipalities by inhabitants (limits 5 000, 10 000, 20 000, 50 000 and "
            "100 000) in which an adopter stands."
        ),
        lambda spread: str(len(spread.size_classes)),
        lambda spread: [row for row in spread.adopters if row.place],
        lambda spread: _of(len(spread.size_classes), 6),
    ),
    Measure(
        "distance",
        gettext_lazy("Median distance"),
        gettext_lazy(
            "The median of the distances from the origin's municipality to the adopters', between "
            "their centres, as the crow flies."
        ),
        _kilometres,
        lambda spread: [row for row, _far in spread.distances],
        lambda spread: f"n = {len(spread.distances)}",
    ),
    *[_lag(number) for number in LAGS],
    Measure(
        "a-year",
        gettext_lazy("Adoptions this year"),
        gettext_lazy("Organisations whose first day of use is in the calendar year of the day."),
        _a_year,
        lambda spread: [
            row for row in spread.started if row.began_on and row.began_on.year == spread.as_of.year
        ],
    ),
    Measure(
        "established",
        gettext_lazy("Established after 12 months"),
        gettext_lazy(
            "Of the organisations that began at least 12 months before the day, those that have "
            "told that the practice is established. Those that gave it up are in the base."
        ),
        lambda spread: per_cent(spread.established_at_12_months),
        lambda spread: spread.tried_a_year,
        lambda spread: f"n = {len(spread.tried_a_year)}",
    ),
    Measure(
        "dropped",
        gettext_lazy("Given up"),
        gettext_lazy(
            "Of the organisations that have used the practice, those that have given it up by the "
            "day."
        ),
        lambda spread: per_cent(spread.drop_out_rate),
        lambda spread: spread.dropped,
        lambda spread: _of(len(spread.dropped), len(spread.started)) if spread.started else "",
    ),
    Measure(
        "benefit",
        gettext_lazy("Good benefit"),
        gettext_lazy(
            "Of the adopters that have told of the benefit from 1 to 5, those that said 4 or 5. "
            "Answers bear no day: they are those of the organisations that use it on the day."
        ),
        _benefit,
        lambda spread: (
            [row for row in spread.adopters if row.benefit is not None]
            if len(spread.benefits) >= FEWEST_ANSWERS
            else []
        ),
        _benefit_note,
    ),
    Measure(
        "generations",
        gettext_lazy("Generations"),
        gettext_lazy(
            "The longest chain of organisations that learned it from one another, also by versions "
            "of their own: 1 when all learned from the origin."
        ),
        lambda spread: str(spread.generations),
        lambda spread: spread.reached,
    ),
]
BY_KEY = {measure.key: measure for measure in MEASURES}
