"""Writes of the programme's own records."""

from django.db.models import F

from talkoot.programmes import rules
from talkoot.programmes.models import NumberSeries, Programme


def next_number(programme: Programme, kind: str, *, year: int) -> str:
    """The next free number, such as "TK/12/2026" for a case and "TK-P/3/2026" for a decision.

    The programme's patterns say how it looks; a pattern that cannot work raises ValidationError.
    Takes the row's lock until the caller's transaction ends, so numbers have no gaps or doubles.
    """
    series = NumberSeries.objects.filter(programme=programme, kind=kind, year=year)
    if not series.update(last=F("last") + 1):  # The first one of the year.
        NumberSeries.objects.get_or_create(programme=programme, kind=kind, year=year)
        series.update(last=F("last") + 1)
    last = series.values_list("last", flat=True).get()
    return rules.number_of(programme, kind, number=last, year=year)
