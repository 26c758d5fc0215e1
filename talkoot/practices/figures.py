"""Figures of practices and adoptions."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Figure, Measure, Records, register, share
from talkoot.people.models import Organisation
from talkoot.practices.count_figures import by_kind
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.rules.adoptions import counting


def _published(programme: Any, as_of: datetime.date) -> Records:
    rows = Practice.objects.filter(
        programme=programme,
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("-published_at", "-pk")


def _organisations(programme: Any, as_of: datetime.date) -> Records:
    owners = _published(programme, as_of).order_by().values("organisation")
    return Organisation.objects.filter(pk__in=owners).order_by("name")


def _in_use(programme: Any, as_of: datetime.date) -> Records:
    """Counted adoptions of practices that were public by the date."""
    return (
        Adoption.objects.filter(
            counting(),
            practice__programme=programme,
            practice__state=Practice.State.PUBLISHED,
            practice__published_at__lte=end_of_day(as_of),
            adopted_on__lte=as_of,
        )
        .select_related("organisation", "practice")
        .order_by("-adopted_on", "-pk")
    )


def _is_adopted(programme: Any, as_of: datetime.date) -> Q:
    return Q(pk__in=_in_use(programme, as_of).order_by().values("practice"))


def _adopted(programme: Any, as_of: datetime.date) -> Records:
    return _published(programme, as_of).filter(_is_adopted(programme, as_of))


def _totals(programme: Any, as_of: datetime.date) -> dict[str, Any]:
    return _published(programme, as_of).aggregate(
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
        records=_published,
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
        records=_in_use,
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
        records=_adopted,
        measure=Measure(_totals, lambda totals: share(totals["adopted"], totals["published"])),
        has_public_records=True,
    )
)
