"""Reads of practices."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Attendance
from talkoot.people.models import Organisation, ParticipantRole
from talkoot.people.rules import office_ids
from talkoot.practices import rules
from talkoot.practices.models import Adoption, Practice
from talkoot.programmes.models import Sector, Theme, ThemeUse
from talkoot.search.queries import Result, find
from talkoot.surveys.models import Response

PAGE_SIZE = 12
SORTS = {
    "newest": ("-published_at", "-pk"),
    "adopted": ("-adoption_count", "-pk"),
    "title": ("title", "pk"),
}


def published_practices() -> "QuerySet[Practice]":
    """Practices that everybody may read."""
    return Practice.objects.filter(state=Practice.State.PUBLISHED)


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the list of practices; codes as they stand in the address."""

    text: str = ""
    sectors: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sort: str = "newest"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.sectors or self.themes or self.kinds or self.regions)


class Place(NamedTuple):
    """What the list needs to know of an organisation; a region is empty without a municipality."""

    name: str
    kind: str
    region: str


Cells = list[tuple[int, int, int]]
"""(service area, organisation, how many practices it has there)"""


@dataclass
class Listing:
    """A page of the list and the counts around it.

    `total`, `organisation_count` and `region_totals` speak of everything published, the rest of
    what was asked for. `count` knows strict matches only; `similar` are the page's fuzzy ones.
    A facet's counts obey the other facets, so that each tells what ticking it would bring.
    """

    total: int
    organisation_count: int
    region_totals: dict[str, int]
    sectors: dict[str, Sector]
    themes: dict[str, Theme]
    places: dict[int, Place]
    count: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    page: "Page[int]" = field(default_factory=lambda: Paginator(range(0), 1).get_page(1))
    practices: list[Practice] = field(default_factory=list)
    similar: list[Practice] = field(default_factory=list)
    found: Result = field(default_factory=Result)


def list_practices(wanted: Wanted, *, number: int = 1, size: int = PAGE_SIZE) -> Listing:
    """Page `number` of the published practices that `wanted` describes."""
    published = published_practices()
    every = _cells(published)
    places = _places({organisation for _sector, organisation, _count in every})
    listing = Listing(
        total=sum(count for _sector, _organisation, count in every),
        organisation_count=len(places),
        region_totals=_region_totals(every, places),
        sectors={sector.code: sector for sector in Sector.objects.all()},
        themes={theme.code: theme for theme in Theme.objects.filter(use=ThemeUse.PRACTICE)},
        places=places,
    )
    in_themes = _in_themes(published, wanted, listing)
    filtered = _in_place(in_themes, wanted, listing)
    if wanted.text:
        listing.found = _find(wanted, filtered, number, size)
        matches = listing.found.strict_matches
        every = _cells(in_themes.filter(pk__in=matches))
        published = published.filter(pk__in=matches)
        filtered = filtered.filter(pk__in=matches)
    elif wanted.themes:
        every = _cells(in_themes)
    _count_facets(listing, wanted, every)
    is_everything = not (wanted.text or wanted.sectors or wanted.kinds or wanted.regions)
    listing.counts["theme"] = _theme_counts(
        _in_place(published, wanted, listing), listing, is_everything=is_everything
    )
    _fill_page(listing, wanted, filtered, number, size)
    return listing


def _find(wanted: Wanted, filtered: "QuerySet[Practice]", number: int, size: int) -> Result:
    """The page of hits; one past the end gives the last page."""
    allowed = filtered if wanted.is_narrowed else None
    offset = (number - 1) * size if wanted.sort == "relevance" else 0
    found = find("practice", wanted.text, allowed=allowed, limit=size, offset=offset)
    if found.count and not found.ids:
        offset = (found.count - 1) // size * size
        found = find("practice", wanted.text, allowed=allowed, limit=size, offset=offset)
    return found


def _cells(practices: "QuerySet[Practice]") -> Cells:
    rows = practices.order_by().values_list("sector", "organisation").annotate(n=Count("*"))
    return list(rows)


def _places(organisations: set[int]) -> dict[int, Place]:
    rows = Organisation.objects.filter(pk__in=organisations).order_by()
    columns = rows.values_list("pk", "name", "kind", "municipality__region_code")
    return {pk: Place(name, kind, region or "") for pk, name, kind, region in columns}


def _region_totals(cells: Cells, places: Mapping[int, Place]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for _sector, organisation, count in cells:
        totals[places[organisation].region] += count
    return totals


def _in_themes(
    practices: "QuerySet[Practice]", wanted: Wanted, listing: Listing
) -> "QuerySet[Practice]":
    if not wanted.themes:
        return practices
    chosen = [listing.themes[code].pk for code in wanted.themes if code in listing.themes]
    about = Practice.themes.through.objects.filter(theme__in=chosen)
    return practices.filter(pk__in=about.values("practice"))


def _in_place(
    practices: "QuerySet[Practice]", wanted: Wanted, listing: Listing
) -> "QuerySet[Practice]":
    if wanted.sectors:
        chosen = [listing.sectors[code].pk for code in wanted.sectors if code in listing.sectors]
        practices = practices.filter(sector__in=chosen)
    if wanted.kinds or wanted.regions:
        practices = practices.filter(
            organisation__in=[
                pk
                for pk, place in listing.places.items()
                if (not wanted.kinds or place.kind in wanted.kinds)
                and (not wanted.regions or place.region in wanted.regions)
            ]
        )
    return practices


def _count_facets(listing: Listing, wanted: Wanted, cells: Cells) -> None:
    """Count the facets that the cells tell, and the matches themselves."""
    code_of = {sector.pk: code for code, sector in listing.sectors.items()}
    sectors, kinds, regions = Counter[str](), Counter[str](), Counter[str]()
    for sector_id, organisation, count in cells:
        sector, (_name, kind, region) = code_of[sector_id], listing.places[organisation]
        in_sector = not wanted.sectors or sector in wanted.sectors
        in_kind = not wanted.kinds or kind in wanted.kinds
        in_region = not wanted.regions or region in wanted.regions
        if in_kind and in_region:
            sectors[sector] += count
        if in_sector and in_region:
            kinds[kind] += count
        if in_sector and in_kind:
            regions[region] += count
        if in_sector and in_kind and in_region:
            listing.count += count
    listing.counts = {"sector": sectors, "kind": kinds, "region": regions}


def _theme_counts(
    practices: "QuerySet[Practice]", listing: Listing, *, is_everything: bool
) -> Counter[str]:
    """How many of the practices are about each theme.

    Of everything published it is quicker to count all and take off what is not published.
    """
    if is_everything:
        hidden = Practice.objects.exclude(state=Practice.State.PUBLISHED)
        counts = _by_theme(listing)
        counts.subtract(_by_theme(listing, practice__in=hidden.values("pk")))
        return counts
    return _by_theme(listing, practice__in=practices.order_by().values("pk"))


def _by_theme(listing: Listing, **condition: Any) -> Counter[str]:
    code_of = {theme.pk: code for code, theme in listing.themes.items()}
    rows = Practice.themes.through.objects.filter(**condition).order_by().values_list("theme")
    counted = rows.annotate(n=Count("*"))
    return Counter({code_of[theme]: n for theme, n in counted if theme in code_of})


def _fill_page(
    listing: Listing, wanted: Wanted, filtered: "QuerySet[Practice]", number: int, size: int
) -> None:
    is_ranked = wanted.text and wanted.sort == "relevance"
    count = listing.found.count if is_ranked else listing.count
    page = listing.page = Paginator(range(count), size).get_page(number)
    shown = filtered if not is_ranked else published_practices()
    shown = shown.only(
        "slug",
        "title",
        "gist",
        "language",
        "sector",
        "organisation",
        "adoption_count",
        "published_at",
        "is_demo",
    )
    if not is_ranked:
        start = (page.number - 1) * size
        order = SORTS.get(wanted.sort, SORTS["newest"])
        listing.practices = list(shown.order_by(*order)[start : start + size])
        return
    rows = shown.in_bulk(listing.found.ids)
    ranked = [rows[pk] for pk in listing.found.ids if pk in rows]
    strict = max(0, listing.found.strict_count - (page.number - 1) * size)
    listing.practices, listing.similar = ranked[:strict], ranked[strict:]


def get_practice(
    user: Any, slug: str, *, can: Callable[[Any, Practice], bool] = rules.can_read
) -> Practice:
    """The practice that `user` may reach by rule `can`, else NotFound."""
    rows = Practice.objects.select_related(
        "programme__office",
        "organisation__municipality",
        "sector",
        "author",
        "engagement__application__call__offering__programme",
    ).prefetch_related("themes")
    return fetch(rows, user, can, slug=slug)


def visible_adoptions(practice: Practice) -> "QuerySet[Adoption]":
    """Adoptions shown on the practice's page, newest first."""
    return practice.adoptions.filter(state=Adoption.State.VISIBLE).select_related("organisation")


def stages_of(adoptions: "QuerySet[Adoption]") -> list[tuple[str, int]]:
    """(stage, how many organisations) for the stages that have any, the furthest first."""
    counts = Counter(adoption.stage for adoption in adoptions)
    order = list(Adoption.Stage)
    furthest = [*reversed(order[:-1]), order[-1]]  # Given up comes last.
    return [(str(stage.label), counts[stage]) for stage in furthest if counts[stage]]


def practices_to_moderate(user: Any) -> "QuerySet[Practice]":
    """What waits for the person's office, the oldest first."""
    return (
        Practice.objects.filter(
            state=Practice.State.SUBMITTED, programme__office__in=office_ids(user)
        )
        .select_related("organisation", "sector", "programme")
        .order_by("state_changed_at", "pk")
    )


def my_practices(user: Any) -> "QuerySet[Practice]":
    """The person's own practices, newest first."""
    return (
        Practice.objects.filter(author=user)
        .select_related("organisation", "sector", "programme")
        .order_by("-created_at", "-pk")
    )


def who_took_part(engagement: Engagement) -> str:
    """Realised attendance by role group, in one sentence."""
    rows = Attendance.objects.filter(session__series=engagement.series_id)
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.role] = totals.get(row.role, 0) + row.count
    parts = [f"{ParticipantRole(role).label} {count}" for role, count in sorted(totals.items())]
    if not parts:
        return ""
    return _("%(total)s took part: %(parts)s.") % {
        "total": sum(totals.values()),
        "parts": ", ".join(parts),
    }


def first_results(engagement: Engagement, reports: list[DayReport]) -> str:
    """The reports' immediate results and the feedback's overall grade with its n."""
    lines = [report.results for report in reports]
    grades = [
        int(response.answers["overall"])
        for response in Response.objects.filter(round=engagement.feedback_round_id)
        if response.answers.get("overall", "").isdigit()
    ]
    if grades:
        mean = sum(grades) / len(grades)
        lines.append(
            _("Feedback on the day: overall grade %(mean)s out of 5 (n = %(n)s).")
            % {"mean": f"{mean:.1f}".replace(".", ","), "n": len(grades)}
        )
    return "\n\n".join(lines)


def draft_fields(engagement: Engagement) -> dict[str, Any]:
    """The fields of a new practice, taken from the application, the reports and the feedback."""
    application = engagement.application
    reports = list(DayReport.objects.filter(session__series=engagement.series_id))
    return {
        "title": application.title,
        "gist": application.goals.split("\n")[0][:300],
        "organisation": application.organisation,
        "unit_name": application.unit_name,
        "need": application.need,
        "what_was_done": "\n\n".join(report.done for report in reports),
        "who_took_part": who_took_part(engagement),
        "results": first_results(engagement, reports),
        "language": application.language,
    }
