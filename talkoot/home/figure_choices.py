"""What a visitor has chosen to see of the figures: programme, day and filters."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.charts import region_names
from talkoot.core.figures import ALL, Figure, Filters
from talkoot.core.templatetags.ui import day
from talkoot.home.queries import as_query
from talkoot.people.models import OrganisationKind
from talkoot.people.sizes import STAFF_SIZES
from talkoot.programmes.models import Programme

KINDS = dict(OrganisationKind.choices)
SIZES = {code: row.label for code, row in STAFF_SIZES.items()}
NAMES = {
    "period": gettext_lazy("period"),
    "service": gettext_lazy("service"),
    "region": gettext_lazy("region"),
    "kind": gettext_lazy("kind of organisation"),
    "size": gettext_lazy("number of staff"),
    "merged": gettext_lazy("merged organisations"),
}
MERGED = {"yes": gettext_lazy("merged organisations as one")}


class Unknown(ValueError):
    """A choice that there is not, in a whole sentence; `name` is that of the choice."""

    def __init__(self, sentence: str, name: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True)
class Choice:
    """`notes` say what could not be read as it was asked, and what an odd day means."""

    programme: Programme
    as_of: datetime.date
    filters: Filters = ALL
    notes: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        return as_query(self.programme, self.as_of, self.filters)

    @property
    def words(self) -> str:
        """The chosen filters in words, nothing if there are none."""
        return filter_words(self.filters)


def filter_words(filters: Filters) -> str:
    words = [str(row) for row in (filters.period, filters.service) if row]
    words += [region_names()[filters.region]] if filters.region else []
    words += [str(KINDS[filters.kind])] if filters.kind else []
    words += [str(filters.size.label)] if filters.size else []
    words += [str(MERGED[filters.merged])] if filters.merged else []
    return "; ".join(words)


def read_filters(programme: Programme, asked: Mapping[str, str]) -> Filters:
    """The filters of an address or a command; one query for a period, one for a service.

    Raises Unknown with what there is to choose of.
    """
    return Filters(
        period=_period(programme, asked.get("period") or ""),
        service=_service(programme, asked.get("service") or ""),
        region=_one_of("region", asked, region_names()),
        kind=_one_of("kind", asked, KINDS),
        size=STAFF_SIZES.get(_one_of("size", asked, SIZES)),
        merged=_one_of("merged", asked, MERGED),
    )


def _period(programme: Programme, order: str) -> Any:
    if not order:
        return None
    periods = list(programme.periods.all())
    for row in periods:
        if str(row.order) == order:
            return row
    known = ", ".join(f"{row.order} ({row.name})" for row in periods) or "–"
    text = _("The programme has no period “%(asked)s”. It has: %(known)s.")
    raise Unknown(text % {"asked": order[:40], "known": known}, "period")


def _service(programme: Programme, slug: str) -> Any:
    if not slug:
        return None
    services = list(programme.offerings.all())
    for row in services:
        if row.slug == slug:
            return row
    known = ", ".join(row.slug for row in services) or "–"
    text = _("The programme has no service “%(asked)s”. It has: %(known)s.")
    raise Unknown(text % {"asked": slug[:40], "known": known}, "service")


def _one_of(name: str, asked: Mapping[str, str], known: Mapping[str, Any]) -> str:
    found = asked.get(name) or ""
    if not found or found in known:
        return found
    text = _("There is no %(what)s “%(asked)s”. There are: %(known)s.")
    listed = ", ".join(f"{code} ({name})" for code, name in known.items())
    raise Unknown(text % {"what": NAMES[name], "asked": found[:40], "known": listed}, name)


def refusal(figure: Figure, filters: Filters) -> str:
    """Why the figure is not counted with these filters; nothing when it is."""
    unknown = ", ".join(str(NAMES[name]) for name in figure.cannot(filters))
    if not unknown:
        return ""
    text = _("“%(label)s” cannot be counted by %(names)s: its records do not tell it.")
    return text % {"label": figure.label, "names": unknown}


def notes_on_day(programme: Programme, as_of: datetime.date) -> list[str]:
    """What a reader should know of a day on which there is nothing, or not everything yet."""
    words = {"day": day(as_of), "start": day(programme.starts_on)}
    if as_of < programme.starts_on:
        text = _("%(day)s is before the programme, which began on %(start)s: nothing is counted.")
        return [text % words]
    if as_of > timezone.localdate():
        text = _("%(day)s has not come yet: what is planned may still change.")
        return [text % words]
    return []


def read_day(asked: str) -> datetime.date:
    """The day of an address; today when none is asked for. Raises Unknown of nonsense."""
    if not asked:
        return timezone.localdate()
    try:
        found = parse_date(asked)
    except ValueError:
        found = None
    if found is None:
        text = _("“%(asked)s” is no day. Write it as year-month-day, for example 2020-10-12.")
        raise Unknown(text % {"asked": asked[:40]}, "as_of")
    return found


Options = list[tuple[str, Any, str, list[tuple[str, str]]]]


def options(names: frozenset[str], choice: Choice) -> Options:
    """[(name, label, chosen, [(value, text)])] of these filters.

    One query for the periods, one for the services.
    """
    programme, filters = choice.programme, choice.filters
    chosen = {
        "period": str(filters.period.order) if filters.period else "",
        "service": filters.service.slug if filters.service else "",
        "region": filters.region,
        "kind": filters.kind,
        "size": filters.size.code if filters.size else "",
        "merged": filters.merged,
    }
    rows = {
        "period": lambda: [(str(row.order), row.name) for row in programme.periods.all()],
        "service": lambda: [(row.slug, row.name) for row in programme.offerings.all()],
        "region": lambda: sorted(region_names().items(), key=lambda row: row[1]),
        "kind": lambda: [(value, str(text)) for value, text in KINDS.items()],
        "size": lambda: [(value, str(text)) for value, text in SIZES.items()],
        "merged": lambda: [(value, str(text)) for value, text in MERGED.items()],
    }
    return [
        (name, label, chosen[name], rows[name]()) for name, label in NAMES.items() if name in names
    ]
