"""Figures of what a programme rests on and of the body that carries it on."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.figures import Chapter, Figure, Records, register_in
from talkoot.governance.models import Body, BodyAim
from talkoot.programmes.models import Mandate

register = register_in(Chapter.PROGRAMME)


def _council(programme: Any, as_of: datetime.date) -> Records:
    in_force = Q(valid_from=None) | Q(valid_from__lte=as_of)
    rows = Mandate.objects.filter(in_force, programme=programme, kind=Mandate.Kind.COUNCIL)
    return rows.order_by("pk")


def _principles(programme: Any, as_of: datetime.date) -> Records:
    founded = Q(body__starts_on=None) | Q(body__starts_on__lte=as_of)
    rows = BodyAim.objects.filter(
        founded,
        body__programme=programme,
        body__kind=Body.Kind.SUCCESSOR,
        kind=BodyAim.Kind.PRINCIPLE,
    )
    return rows.order_by("number")


register(
    Figure(
        id="council-decisions",
        code="F110",
        label=_("Decisions of a council or a board"),
        unit=pgettext_lazy("unit", "decisions"),
        definition=_(
            "Decisions of a council or a board on which the programme rests and that were in force "
            "by the as-of date."
        ),
        base=_("decisions"),
        records=_council,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="successor-principles",
        code="F105",
        label=_("Principles of the body that carries the work on"),
        unit=pgettext_lazy("unit", "principles"),
        definition=_(
            "Principles of the bodies that carry the programme’s work on and that had begun by the "
            "as-of date."
        ),
        base=_("principles"),
        records=_principles,
        has_public_records=True,
        is_detail=True,
    )
)
