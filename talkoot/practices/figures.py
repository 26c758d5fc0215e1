"""Figures of practices and adoptions."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Counted, Figure, register
from talkoot.people.models import Organisation
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.rules import COUNTED_STAGES


def _published(programme: Any, as_of: datetime.date) -> Any:
    rows = Practice.objects.filter(
        programme=programme,
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("-published_at", "-pk")


def _practices(programme: Any, as_of: datetime.date) -> Counted:
    rows = _published(programme, as_of)
    count = rows.count()
    return Counted(count, count, rows)


def _organisations(programme: Any, as_of: datetime.date) -> Counted:
    owners = _published(programme, as_of).order_by().values("organisation")
    rows = Organisation.objects.filter(pk__in=owners).order_by("name")
    count = rows.count()
    return Counted(count, count, rows)


def _in_use(programme: Any, as_of: datetime.date) -> Any:
    """Counted adoptions of practices that were public by the date."""
    return (
        Adoption.objects.filter(
            practice__programme=programme,
            practice__state=Practice.State.PUBLISHED,
            practice__published_at__lte=end_of_day(as_of),
            state=Adoption.State.VISIBLE,
            stage__in=COUNTED_STAGES,
            adopted_on__lte=as_of,
        )
        .select_related("organisation", "practice")
        .order_by("-adopted_on", "-pk")
    )


def _adoptions(programme: Any, as_of: datetime.date) -> Counted:
    rows = _in_use(programme, as_of)
    count = rows.count()
    return Counted(count, count, rows)


def _adopted_share(programme: Any, as_of: datetime.date) -> Counted:
    published = _published(programme, as_of)
    n = published.count()
    adopted = published.filter(pk__in=_in_use(programme, as_of).order_by().values("practice"))
    return Counted(Decimal(100 * adopted.count()) / n if n else None, n, adopted)


register(
    Figure(
        id="practices-published",
        label=_("Practices published"),
        unit=_("practices"),
        definition=_("Practices published by the as-of date and not withdrawn."),
        base=_("published practices"),
        count=_practices,
        has_public_records=True,
    )
)
register(
    Figure(
        id="practice-organisations",
        label=_("Organisations with practices"),
        unit=_("organisations"),
        definition=_("Different organisations with at least one published practice."),
        base=_("organisations"),
        count=_organisations,
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
        count=_adoptions,
        has_public_records=True,
    )
)
register(
    Figure(
        id="adopted-share",
        label=_("Share of practices adopted elsewhere"),
        unit=_("%"),
        definition=_("Published practices with at least one counted adoption, of all published."),
        base=_("published practices"),
        count=_adopted_share,
        has_public_records=True,
    )
)
