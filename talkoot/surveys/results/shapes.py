"""What results look like to pages, exports and figures; a hidden one carries no number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from talkoot.surveys.models import Item, Round


class Audience(StrEnum):
    """For whom: the office reads identified rounds in full, others no round so."""

    OFFICE = "office"
    PUBLIC = "public"


@dataclass(frozen=True)
class OptionResult:
    """How many chose an option, or several together; `percent` is not rounded, `text` is."""

    code: str
    label: str
    count: int
    percent: Decimal
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    interval_text: str = ""


@dataclass(frozen=True)
class Ranked:
    """An option's place among others; equal ones share it."""

    rank: int
    code: str
    label: str
    share: Decimal | None = None
    mean: Decimal | None = None
    borda: int | None = None
    text: str = ""


@dataclass(frozen=True)
class ItemResult:
    """The answers to one item; of a matrix, to one of its rows."""

    code: str
    item: Item
    text: str
    is_hidden: bool = False
    why: str = ""
    n: int | None = None
    cannot_say: int | None = None
    missing: int | None = None
    options: Sequence[OptionResult] = ()
    positive: OptionResult | None = None
    mean: Decimal | None = None
    mean_text: str = ""
    nps: int | None = None
    ranking: Sequence[Ranked] = ()
    flags: Sequence[str] = ()

    @property
    def kind(self) -> str:
        return self.item.kind


@dataclass(frozen=True)
class Results:
    """The results of one round or of several together.

    `answered` are answers sent, by open links too; the response rate is of those invited. Partial:
    some answers are too few to be counted in.
    """

    rounds: Sequence[Round]
    answered: int
    invited: int
    response_percent: int | None
    is_hidden: bool
    why: str
    is_partial: bool
    items: Sequence[ItemResult] = field(default_factory=list)

    def item(self, code: str) -> ItemResult | None:
        return next((row for row in self.items if row.code == code), None)


@dataclass(frozen=True)
class GroupResults:
    """The results of one group of a dimension; `group` as it is kept with the answers."""

    dimension: str
    group: str
    is_hidden: bool
    why: str
    items: Sequence[ItemResult] = field(default_factory=list)

    def item(self, code: str) -> ItemResult | None:
        return next((row for row in self.items if row.code == code), None)


@dataclass(frozen=True)
class TrendPoint:
    """An item's result in one of the rounds that asked it."""

    survey: Round
    result: ItemResult


@dataclass(frozen=True)
class PairResult:
    """What the same people answered in an earlier round and in this one.

    `only_before` and `only_after` answered just one of the two.
    """

    code: str
    text: str
    before: Round
    after: Round
    is_hidden: bool = False
    why: str = ""
    n: int | None = None
    before_mean: Decimal | None = None
    after_mean: Decimal | None = None
    change: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    only_before: int | None = None
    only_after: int | None = None


@dataclass(frozen=True)
class Comparison:
    """One item in two results; `difference` is left less right, in percentage points or of means.

    `is_clear`: the intervals of the two do not overlap; None without intervals.
    """

    code: str
    text: str
    left: ItemResult
    right: ItemResult
    difference: Decimal | None = None
    unit: str = ""
    is_clear: bool | None = None
