"""Checks of a programme's records against each other, and of facts that nothing counts."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.figures import get_figure
from talkoot.core.quality import Warn, register
from talkoot.outreach.models import Campaign

# A campaign that brought so much of a year's new practices, in per cent, is hardly a campaign.
MOST_OF_A_YEAR = 90


@register("campaigns")
def campaign_as_whole_year(
    programme: Any, as_of: datetime.date, facts: Sequence[Any]
) -> list[Warn]:
    """A campaign credited with nearly all new practices of its year; three queries."""
    brought, years = get_figure("campaign-practices"), get_figure("practices-by-year")
    if not (brought and brought.parts and years and years.parts):
        return []
    new = {part.key: part.n for part in years.parts(programme, as_of)}
    begun = dict(Campaign.objects.filter(programme=programme).values_list("slug", "starts_on"))
    found = []
    for part in brought.parts(programme, as_of):
        whole = new.get(str(begun[part.key].year), 0)
        if whole and 100 * part.n >= MOST_OF_A_YEAR * whole:
            share = formats.number_format(Decimal(100 * part.n) / whole, 0)
            words = {"label": part.label, "n": part.n, "share": share, "whole": whole}
            text = _(
                "The campaign “%(label)s” is credited with %(n)s of the year’s %(whole)s new "
                "practices, %(share)s per cent: its days rather than the campaign may explain them."
            )
            found.append(Warn("campaigns", brought.code, text % words))
    return found


@register("unknown-figures")
def fact_of_no_figure(programme: Any, as_of: datetime.date, facts: Sequence[Any]) -> list[Warn]:
    """A published figure that names a figure which the register does not count."""
    text = _("%(label)s names the figure “%(figure)s”, which is not counted here.")
    return [
        Warn("unknown-figures", fact.number, text % {"label": fact.label, "figure": fact.figure})
        for fact in facts
        if fact.figure and get_figure(fact.figure) is None
    ]
