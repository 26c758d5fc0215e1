"""Figures of practices and adoptions."""

import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_ALL,
    Chapter,
    Figure,
    Filters,
    Measure,
    Records,
    register_in,
    share,
)
from talkoot.people.models import Organisation
from talkoot.practices.count_figures import adopted, by_kind, published

register = register_in(Chapter.PRACTICES)


def _organisations(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    own = published(programme, as_of, filters).filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(own)).order_by("name")


def _is_adopted(programme: Any, as_of: datetime.date) -> Q:
    """By whomever: filters narrow the practices, not who adopted them."""
    return Q(pk__in=adopted(programme, as_of).order_by().values("practice"))


def _taken_up(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return published(programme, as_of, filters).filter(_is_adopted(programme, as_of))


def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    return published(programme, as_of, filters).aggregate(
        published=Count("pk"), adopted=Count("pk", filter=_is_adopted(programme, as_of))
    )


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
        parts=by_kind,
        label=_("Organisations with practices"),
        unit=_("organisations"),
        definition=_("Different organisations with at least one published practice."),
        base=_("organisations"),
        records=_organisations,
        filters=BY_ALL,
        has_public_records=True,
    )
)
register(
    Figure(
        id="adoptions",
        label=_("Adoptions"),
        unit=_("adoptions"),
        definition=_(
            "Marks “we adopted this” by other organisations at the stage in use or established. "
            "Interest and trials are not counted; each organisation counts once per practice."
        ),
        base=_("adoptions in use or established"),
        records=adopted,
        filters=BY_ALL,
        has_public_records=True,
    )
)
register(
    Figure(
        id="adopted-share",
        code="F120",
        label=_("Share of practices adopted elsewhere"),
        unit=_("%"),
        definition=_("Published practices with at least one counted adoption, of all published."),
        base=_("published practices"),
        records=_taken_up,
        filters=BY_ALL,
        measure=Measure(_totals, lambda totals: share(totals["adopted"], totals["published"])),
        has_public_records=True,
    )
)
