"""Pictures of how a practice has spread: the curve, the models, who from whom, the map."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.canvas import Point
from talkoot.core.dates import add_months
from talkoot.core.graphs import Graph, Node, tree
from talkoot.core.maps import Area, Map, map_of_municipalities, map_of_regions
from talkoot.core.pictures import Picture, counts_axis, trend
from talkoot.practices.curve_fits import MONTHS, per_period
from talkoot.practices.models import CurveFit, Practice
from talkoot.practices.queries.spread import Country
from talkoot.practices.rules.spread import Adopter, Spread

MOST_POINTS = 14
STEPS = (1, 3, 6, 12, 24, 60, 120)  # Months between the points of the curve.
MOST_NODES = 40


def curve(spread: Spread) -> Picture | None:
    """Users and all who ever began, at even intervals up to the day; None when nobody began."""
    if not spread.started:
        return None
    days = _days(spread)
    began = [sum(row.began_on <= day for row in spread.started if row.began_on) for day in days]
    using = [sum(row.uses_on(day) for row in spread.started) for day in days]
    series = [(_("In use"), [Point(value, str(value)) for value in using])]
    if began != using:
        series.append((_("Have used it"), [Point(value, str(value)) for value in began]))
    return trend(
        _("Adopters by time"),
        [f"{day.month}/{day.year}" for day in days],
        series,
        heading=_("Organisations"),
        axis=counts_axis(max(began)),
    )


def _days(spread: Spread) -> list[datetime.date]:
    """The ends of even spans, the last one the day itself, the first before the first adopter."""
    first = spread.started[0].began_on or spread.as_of
    months = (spread.as_of.year - first.year) * 12 + spread.as_of.month - first.month
    step = next((step for step in STEPS if months / step < MOST_POINTS - 2), STEPS[-1])
    days = [spread.as_of]
    while days[-1] >= first:
        days.append(add_months(spread.as_of, -step * len(days)))
    return days[::-1]


def models(spread: Spread, fit: CurveFit) -> Picture:
    """What was seen and what the models say, cumulated by half-years."""
    assert fit.starts_on is not None
    counts = per_period([row.began_on for row in spread.started if row.began_on], fit.counted_on)
    seen = [sum(counts[: number + 1]) for number in range(fit.periods)]
    ends = [add_months(fit.starts_on, MONTHS * (number + 1)) for number in range(fit.periods)]
    names = {"bass": _("Bass model"), "logistic": _("Logistic model")}
    series = [(_("Have begun"), [Point(value, str(value)) for value in seen])]
    for key, found in fit.fits.items():
        values = [Point(value, formats.number_format(value, 1)) for value in found["curve"]]
        series.append((names[key], values))
    most = max(point.value or 0 for _name, points in series for point in points)
    return trend(
        _("Adopters and the models"),
        [f"{day.month}/{day.year}" for day in ends],
        series,
        heading=_("Organisations"),
        axis=counts_axis(round(most)),
    )


def family(practice: Practice, spread: Spread) -> Graph | None:
    """Who learned from whom: the origin, then the adopters in the order in which they began.

    Of many, those that passed it on and what hangs on them are drawn, then the earliest of the
    others; the rest is one box that leads to the list. Behind an own version stand its adopters.
    """
    if not spread.reached:
        return None
    shown = _drawn(spread)
    title = _("Who learned from whom")
    nodes = [Node("0", practice.organisation.name, url=practice.get_absolute_url(), css="is-root")]
    for row in shown:
        parent = str(row.learned_from or "")
        css = "is-over" if row in spread.dropped else ""
        url = reverse("organisation", args=[row.key])
        nodes.append(Node(str(row.pk), _label(row, spread), parent, url, css))
    rest = len(spread.reached) - len(shown)
    if rest:
        words = _("and %(count)s others") % {"count": rest}
        url = reverse("spread-records", args=[practice.slug, "generations"])
        nodes.append(Node("rest", words, url=url))
    return tree(title, nodes)


def _label(row: Adopter, spread: Spread) -> str:
    names = {"name": row.name, "through": row.through}
    if row in spread.dropped:
        return _("%(name)s (given up)") % names
    if row.through == row.name:
        return _("%(name)s (own version)") % names
    return _("%(name)s (version of %(through)s)") % names if row.through else row.name


def _drawn(spread: Spread) -> list[Adopter]:
    everybody = spread.reached
    if len(everybody) <= MOST_NODES:
        return everybody
    teachers = {row.learned_from for row in everybody if row.learned_from}
    first = [row for row in everybody if row.pk in teachers or row.learned_from]
    others = [row for row in everybody if row not in first]
    picked = set((first + others)[:MOST_NODES])
    return [row for row in everybody if row in picked]


def map_by_region(spread: Spread, practice: Practice) -> Map:
    records = reverse("spread-records", args=[practice.slug, "regions"])
    urls = {
        code: f"{records}?region={code}&as_of={spread.as_of.isoformat()}" for code in spread.regions
    }
    return map_of_regions(_("Adopters by region"), spread.regions, urls)


def map_by_municipality(spread: Spread, practice: Practice, country: Country) -> Map:
    """Each adopter at its municipality; a link to the organisation, or to the list of several."""
    adopters = [row for row in spread.adopters if row.place]
    counts = Counter(row.place.code for row in adopters if row.place)
    return map_of_municipalities(
        _("Adopters by municipality"), _areas(counts, adopters, practice, spread, country.names)
    )


def _areas(
    counts: Mapping[str, int],
    adopters: Sequence[Adopter],
    practice: Practice,
    spread: Spread,
    names: Mapping[str, str],
) -> dict[str, Area]:
    records = reverse("spread-records", args=[practice.slug, "regions"])
    areas = {}
    for row in adopters:
        assert row.place is not None
        code, count = row.place.code, counts[row.place.code]
        url = reverse("organisation", args=[row.key])
        if count > 1:
            url = f"{records}?municipality={code}&as_of={spread.as_of.isoformat()}"
        areas[code] = Area(names[code], count, url)
    return areas
