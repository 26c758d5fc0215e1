"""Figures of practices and adoptions."""

import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_ALL_MERGED,
    Chapter,
    Figure,
    Filters,
    Measure,
    Part,
    Records,
    counts_by,
    register_in,
    share,
)
from talkoot.people.models import Organisation, OrganisationKind
from talkoot.people.queries import as_merged
from talkoot.practices.count_figures import adopted, by_kind, published
from talkoot.practices.queries.use import begun_after_programme

register = register_in(Chapter.PRACTICES)


def _organisations(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    own = published(programme, as_of, filters).filter(organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(Exists(own)).order_by("name")
    return as_merged(rows, as_of) if filters.merged else rows


def _kinds(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    if not filters.merged:
        return by_kind(programme, as_of, filters)
    counts = counts_by(_organisations(programme, as_of, filters), "kind")
    own, whole = counts.get(OrganisationKind.MUNICIPALITY, 0), sum(counts.values())
    return [
        Part("municipality", OrganisationKind.MUNICIPALITY.label, own, whole),
        Part("other", OrganisationKind.OTHER.label, whole - own, whole),
    ]


def _is_adopted(programme: Any, as_of: datetime.date) -> Q:
    """By whomever: filters narrow the practices, not who adopted them."""
    return Q(pk__in=adopted(programme, as_of).order_by().values("practice"))


def _taken_up(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return published(programme, as_of, filters).filter(_is_adopted(programme, as_of))


def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    return published(programme, as_of, filters).aggregate(
        published=Count("pk"), adopted=Count("pk", filter=_is_adopted(programme, as_of))
    )


def _afterwards(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return begun_after_programme(adopted(programme, as_of, filters))


def _written(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return published(programme, as_of, filters).filter(writing_minutes__isnull=False)


def _minutes(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[int]:
    rows = _written(programme, as_of, filters).order_by()
    return list(rows.values_list("writing_minutes", flat=True))


register(
    Figure(
        id="practices-published",
        code="F16",
        label=_("Practices published"),
        unit=_("practices"),
        definition=_("Practices published by the as-of date and not withdrawn."),
        base=_("published practices"),
        records=published,
        filters=BY_ALL,
        has_public_records=True,
    )
)
register(
    Figure(
        id="practice-organisations",
        code="F17",
        parts=_kinds,
        label=_("Organisations with practices"),
        unit=_("organisations"),
        definition=_("Different organisations with at least one published practice."),
        base=_("organisations"),
        records=_organisations,
        filters=BY_ALL_MERGED,
        has_public_records=True,
    )
)
register(
    Figure(
        id="adoptions",
        label=_("Adoptions"),
        unit=_("adoptions"),
        definition=_(
            "Marks “we adopted this” by other organisations whose stage at the end of the day is "
            "in use or established. Interest and trials are not counted; each organisation counts "
            "once per practice."
        ),
        version=2,
        base=_("adoptions in use or established"),
        records=adopted,
        filters=BY_ALL,
        has_public_records=True,
    )
)
register(
    Figure(
        id="adoptions-after-programme",
        label=_("Adoptions after the programme"),
        unit=_("adoptions"),
        definition=_(
            "Adoptions in use or established whose first day in use is after the programme’s last "
            "one: what lives on and spreads when the programme no longer does anything for it."
        ),
        version=2,
        base=_("adoptions in use or established"),
        records=_afterwards,
        filters=BY_ALL,
        has_public_records=True,
        is_detail=True,
    )
)
register_in(Chapter.EVALUATION)(
    Figure(
        id="practice-writing-time",
        label=_("Time to write a practice"),
        unit=_("minutes"),
        definition=_(
            "Median of the minutes from the beginning of a draft to its first sending. Of each "
            "pause between two savings at most ten minutes are counted. Practices that were "
            "imported are left out."
        ),
        base=_("published practices written in the service"),
        records=_written,
        measure=Measure(
            _minutes,
            lambda minutes: (Decimal(str(median(minutes))) if minutes else None, len(minutes)),
        ),
        filters=BY_ALL,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="adopted-share",
        code="F120",
        label=_("Share of practices adopted elsewhere"),
        unit=_("%"),
        definition=_("Published practices with at least one counted adoption, of all published."),
        version=2,
        base=_("published practices"),
        records=_taken_up,
        filters=BY_ALL,
        measure=Measure(_totals, lambda totals: share(totals["adopted"], totals["published"])),
        has_public_records=True,
    )
)
