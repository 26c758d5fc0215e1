"""The chapters with which a report begins: a final publication's, a brochure's, a meeting's."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talkoot.programmes.models import Offering, OfferingKind, Programme
from talkoot.reports.models import Report, ReportSection

Kind = ReportSection.Kind
LANGUAGES = ("fi", "sv", "en")
KEY_FIGURES = (
    "service-persons", "participations", "organisations-reached", "days-granted", "trainings",
    "workshop-series", "webinars", "networks", "practices-published", "practice-organisations",
    "challenge-workshops", "podcast-episodes", "newsletters",
)  # fmt: skip
SERVICE_FIGURES: dict[str, tuple[str, ...]] = {
    OfferingKind.SPARRING: (
        "days-granted", "organisations-granted", "approval-rate", "decision-time",
        "feedback-mean", "same-expert",
    ),
    OfferingKind.TRAINING: ("trainings", "course-grade"),
    OfferingKind.WORKSHOP_SERIES: ("workshop-series", "workshop-persons"),
    OfferingKind.CHALLENGE_WORKSHOP: ("challenge-workshops", "perspective-statements"),
    OfferingKind.NETWORK: ("networks", "network-organisations", "network-members"),
    OfferingKind.WEBINAR: ("webinars", "webinar-audience"),
}  # fmt: skip
# The parts of these are drawn in the service's chapter.
SERVICE_CHARTS: dict[str, tuple[str, ...]] = {
    OfferingKind.SPARRING: ("organisations-granted", "feedback-mean"),
    OfferingKind.TRAINING: ("trainings",),
    OfferingKind.WORKSHOP_SERIES: ("workshop-persons",),
    OfferingKind.CHALLENGE_WORKSHOP: ("perspective-statements",),
    OfferingKind.NETWORK: ("network-members",),
}
Row = tuple[str, "str | Promise", tuple[str, ...], tuple[str, ...]]
BEFORE: tuple[Row, ...] = (
    (Kind.TEXT, _("Foreword"), (), ()),
    (Kind.OVERVIEW, _("The programme in brief"), (), ()),
    (Kind.GOALS, _("Goals"), (), ()),
    (Kind.FIGURES, _("Key figures"), KEY_FIGURES, ("service-persons",)),
    (
        Kind.FIGURES,
        _("Reach by area"),
        ("municipalities-reached", "organisations-reached"),
        ("municipalities-reached",),
    ),
)
AFTER: tuple[Row, ...] = (
    (
        Kind.FIGURES,
        _("Communications"),
        ("newsletters", "newsletter-subscribers", "page-views", "podcast-episodes", "media-hits"),
        ("media-hits",),
    ),
    (
        Kind.PRACTICES,
        _("Practices"),
        ("practices-published", "practice-organisations", "adoptions", "adopted-share"),
        ("practices-by-year", "practices-by-sector"),
    ),
    (Kind.BREAKTHROUGHS, _("Breakthrough innovations"), (), ()),
    (Kind.EVALUATION, _("Evaluation"), ("findings-plus", "findings-minus"), ("service-effects",)),
    (Kind.RECOMMENDATIONS, _("Recommendations"), (), ()),
    (Kind.FUTURE, _("How the work goes on"), (), ()),
    (
        Kind.FUNDING,
        _("Funding"),
        ("budget-total", "budget-annual", "cost-per-participant"),
        ("funding-share",),
    ),
    (Kind.DEFINITIONS, _("Definitions of the figures"), (), ()),
)
BROCHURE: tuple[Row, ...] = (
    (Kind.OVERVIEW, _("The programme in brief"), (), ()),
    (Kind.FIGURES, _("Key figures"), KEY_FIGURES[:9], ("municipalities-reached",)),
    (Kind.PRACTICES, _("Practices"), ("practices-published", "adoptions"), ()),
    (Kind.TEXT, _("Come along"), (), ()),
)
# What a steering group has before it: its figures are frozen as they were when it met.
MEETING: tuple[Row, ...] = (
    (Kind.TEXT, _("Agenda"), (), ()),
    (Kind.FIGURES, _("Key figures"), KEY_FIGURES, ("organisations-reached",)),
    (Kind.PRACTICES, _("Practices"), ("practices-published", "adoptions"), ()),
    (Kind.FUNDING, _("Funding"), ("budget-total", "budget-annual"), ("funding-share",)),
    (Kind.RECOMMENDATIONS, _("Recommendations"), (), ()),
    (Kind.TEXT, _("What the meeting decided"), (), ()),
    (Kind.DEFINITIONS, _("Definitions of the figures"), (), ()),
)
SHORT = {Report.Kind.BROCHURE: BROCHURE, Report.Kind.MEETING: MEETING}


def first_sections(programme: Programme, kind: str) -> list[dict[str, Any]]:
    """The fields of each chapter; a final report has one for every service of the programme."""
    if kind in SHORT:
        rows = [_row(row) for row in SHORT[Report.Kind(kind)]]
    else:
        services = [_service_row(offering) for offering in programme.offerings.all()]
        rows = [*map(_row, BEFORE), *services, *map(_row, AFTER)]
    return [{"order": order, **row} for order, row in enumerate(rows, 1)]


def _service_row(offering: Offering) -> dict[str, Any]:
    return {
        "kind": Kind.SERVICE,
        "offering": offering,
        "figures": list(SERVICE_FIGURES.get(offering.kind, ())),
        "charts": list(SERVICE_CHARTS.get(offering.kind, ())),
        **{f"title_{code}": getattr(offering, f"name_{code}") for code in LANGUAGES},
    }


def _row(row: Row) -> dict[str, Any]:
    kind, title, figures, charts = row
    return {
        "kind": kind, "figures": list(figures), "charts": list(charts), **in_each("title", title),
    }  # fmt: skip


def in_each(name: str, text: "str | Promise") -> dict[str, str]:
    """{name_fi, name_sv, name_en}: the text as each language says it."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[f"{name}_{code}"] = str(text)
    return found
