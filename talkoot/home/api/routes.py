"""The operations of the API. The first argument must be called `request` (the library's rule)."""

import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError

from talkoot.core.charts import region_names
from talkoot.core.figures import ALL, FILTERS, Filters, all_figures, get_figure, shared_reads
from talkoot.home import open_rows
from talkoot.home.api import schemas
from talkoot.home.api.names import by_code, organisation_keys, region_codes
from talkoot.home.comparison import facts_by_figure, lines_of
from talkoot.home.figure_choices import Unknown, filter_words, notes_on_day, read_filters
from talkoot.home.queries import figure_rows
from talkoot.practices.actions.searches import note_search
from talkoot.practices.list_page import facet_groups
from talkoot.practices.listing import list_practices
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.wanted import wanted_from
from talkoot.programmes.models import Programme

ROOT = "/api/v1"
LAST = schemas.LAST_PAGE
FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)
USUAL: dict[int, Any] = {422: schemas.Refused, 429: schemas.Problem}

api = NinjaAPI(
    title="Talkoot",
    version="1",
    description="Practices, adoptions, organisations and figures, open to everybody (CC BY 4.0).",
    docs_url=None,
    openapi_url=None,
    urls_namespace="open-api",
)


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: Any) -> Any:
    """422 with each parameter that was not understood."""
    faults = [
        {"where": ".".join(map(str, fault["loc"][1:])), "message": str(fault["msg"])}
        for fault in error.errors
    ]
    answer = {"detail": "The parameters were not understood.", "errors": faults}
    return api.create_response(request, answer, status=422)


@api.get(
    "/practices",
    response={200: schemas.PracticePage, **USUAL},
    operation_id="practices",
    summary="Published practices, searched and filtered, in the order of the page",
)
def practices(request: HttpRequest, asked: Query[schemas.PracticeQuery]) -> Any:
    """With `q`, strict matches come first by rank and close ones after them (`is_close`)."""
    wanted = by_code(wanted_from(request.GET))
    listing = list_practices(wanted, number=asked.page, size=asked.page_size)
    note_search(wanted, listing)
    count = listing.page.paginator.count
    shown = [] if asked.page != listing.page.number else [*listing.practices, *listing.similar]
    rows = open_rows.with_belongings(published_practices()).in_bulk([row.pk for row in shown])
    close = {row.pk for row in listing.similar}
    return {
        "count": count,
        "count_is_exact": listing.is_exact,
        **_neighbours(request, asked.page, count, asked.page_size),
        "results": [
            open_rows.open_practice(rows[row.pk]) | {"is_close": row.pk in close}
            for row in shown
            if row.pk in rows
        ],
        "facets": _facets(wanted, listing),
    }


def _facets(wanted: Any, listing: Any) -> dict[str, list[dict[str, Any]]]:
    return {
        group["name"]: [
            {"value": str(row["value"]), "label": str(row["text"]), "count": row["count"]}
            for row in [*group["options"], *group.get("more", [])]
        ]
        for group in facet_groups(wanted, listing, region_names())
    }


@api.get(
    "/practices/{practice_id}",
    response={
        200: schemas.PracticeWhole,
        404: schemas.Problem,
        410: schemas.Problem,
        **USUAL,
    },
    operation_id="practice",
    summary="One practice with its texts; 410 if it has been withdrawn",
)
def practice(
    request: HttpRequest, practice_id: Annotated[schemas.Key, Path()], lang: schemas.Language = "fi"
) -> Any:
    rows = open_rows.with_belongings(
        Practice.objects.filter(state__in=(Practice.State.PUBLISHED, Practice.State.WITHDRAWN))
    )
    row = rows.filter(pk=practice_id).first()
    if row is None or (row.state == Practice.State.WITHDRAWN and row.published_at is None):
        raise HttpError(404, _("There is no such practice."))
    if row.state == Practice.State.WITHDRAWN:
        raise HttpError(410, _("The practice has been withdrawn."))
    return open_rows.whole_practice(row) | {"is_close": False, "licence": open_rows.LICENCE}


@api.get(
    "/adoptions",
    response={200: schemas.AdoptionPage, **USUAL},
    operation_id="adoptions",
    summary="Which organisation has adopted which practice, the newest first",
)
def adoptions(request: HttpRequest, asked: Query[schemas.AdoptionQuery]) -> Any:
    rows = open_rows.open_adoptions().order_by("-adopted_on", "-pk")
    chosen = Q()
    if asked.practice is not None:
        chosen &= Q(practice=asked.practice)
    if asked.organisation is not None:
        chosen &= Q(organisation__key__in=organisation_keys([_clean(asked.organisation)]))
    if asked.stage:
        chosen &= Q(stage__in=[_clean(code) for code in asked.stage])
    return _page(request, rows.filter(chosen), open_rows.open_adoption, asked)


@api.get(
    "/organisations",
    response={200: schemas.OrganisationPage, **USUAL},
    operation_id="organisations",
    summary="Organisations with published practices or adoptions",
)
def organisations(request: HttpRequest, asked: Query[schemas.OrganisationQuery]) -> Any:
    rows: Any = open_rows.open_organisations()
    if asked.kind:
        rows = rows.filter(kind__in=[_clean(code) for code in asked.kind])
    if asked.region:
        regions = region_codes(_clean(code) for code in asked.region)
        rows = rows.filter(municipality__region_code__in=regions)
    return _page(request, rows, open_rows.open_organisation, asked)


@api.get(
    "/programmes",
    response={200: schemas.ProgrammeList, **USUAL},
    operation_id="programmes",
    summary="Programmes that run or have ended",
)
def programmes(request: HttpRequest, lang: schemas.Language = "fi") -> Any:
    rows = _programmes()
    return {
        "count": len(rows),
        "results": [
            {
                "slug": row.slug,
                "name": row.name,
                "office": {"key": row.office.key, "name": row.office.name},
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "url": settings.BASE_URL + row.get_absolute_url(),
                "is_demo": row.is_demo,
                "is_reconstruction": row.reconstructed_at is not None,
            }
            for row in rows
        ],
    }


@api.get(
    "/figures",
    response={200: schemas.FigureList, 404: schemas.Problem, **USUAL},
    operation_id="figures",
    summary="A programme's figures on a day, each with its definition, n and what was published",
)
def figures(request: HttpRequest, asked: Query[schemas.FigureQuery]) -> Any:
    """All of them, or those asked for by `figure`, which may be given several times.

    With filters those that cannot be counted so are left out, and named in the notes; nothing is
    compared then, for what was published tells of the whole.
    """
    chosen = next((row for row in _programmes() if row.slug == asked.programme), None)
    if chosen is None:
        raise HttpError(404, _("There is no such programme. See the list of programmes."))
    if any(get_figure(key) is None for key in asked.figure):
        raise HttpError(404, _("There is no such figure. See the list of figures."))
    filters = _filters(chosen, asked)
    ids = list(dict.fromkeys(asked.figure)) or [row.id for row in all_figures()]
    day = min(max(asked.as_of or timezone.localdate(), FIRST_DAY), LAST_DAY)
    facts = facts_by_figure(chosen) if filters == ALL else {}
    with shared_reads():
        rows = figure_rows(chosen, day, ids, filters)
        results = [open_rows.open_figure(row, list(lines_of(row, facts))) for row in rows]
    left_out = set(ids) - {row.figure.id for row in rows}
    return {
        "programme": chosen.slug,
        "as_of": day,
        "only": filter_words(filters),
        "is_reconstruction": chosen.reconstructed_at is not None,
        "notes": _notes(chosen, asked.as_of or day, day, left_out),
        "results": results,
    }


def _filters(programme: Programme, asked: schemas.FigureQuery) -> Filters:
    """Refuses a filter that there is not, naming the parameter."""
    try:
        return read_filters(programme, asked.dict(include=set(FILTERS)))
    except Unknown as fault:
        where = {"loc": ("query", fault.name), "msg": str(fault), "type": "unknown"}
        raise ValidationError([where]) from fault


def _notes(
    programme: Programme, asked: datetime.date, day: datetime.date, left_out: set[str]
) -> list[str]:
    """What a reader of figures on this day has to know."""
    found = notes_on_day(programme, day)
    if asked != day:
        found.append(_("Figures are counted on days from 1990 to 2100: the day was changed."))
    if left_out:
        labels = ", ".join(str(row.label) for row in all_figures() if row.id in left_out)
        text = _("Left out, for they cannot be counted so: %(figures)s.")
        found.append(text % {"figures": labels})
    return found


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> Any:
    return api.get_openapi_schema(path_prefix=f"{ROOT}/")


def _programmes() -> list[Programme]:
    rows = Programme.objects.exclude(state=Programme.State.PLANNED).select_related("office")
    return list(rows)


def _clean(text: str) -> str:
    """PostgreSQL refuses a text with NUL in it."""
    return text.replace("\0", "")


def _page(
    request: HttpRequest, rows: "QuerySet[Any]", shown: Any, asked: schemas.PageQuery
) -> dict[str, Any]:
    paginator = Paginator(rows, asked.page_size)
    found = list(paginator.page(asked.page)) if asked.page <= paginator.num_pages else []
    return {
        "count": paginator.count,
        **_neighbours(request, asked.page, paginator.count, asked.page_size),
        "results": [shown(row) for row in found],
    }


def _neighbours(
    request: HttpRequest, page: int, count: int, page_size: int
) -> dict[str, str | None]:
    """The addresses of the pages after and before this one."""
    return {
        "next": _address(request, page + 1) if page * page_size < count and page < LAST else None,
        "previous": _address(request, page - 1) if page > 1 else None,
    }


def _address(request: HttpRequest, page: int) -> str:
    query: QueryDict = request.GET.copy()
    query["page"] = str(page)
    pairs = [(name, value) for name, values in query.lists() for value in values]
    return f"{settings.BASE_URL}{request.path}?{urlencode(pairs)}"
