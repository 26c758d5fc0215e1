"""Reads of what was agreed to vary in a series."""

from django.db.models import QuerySet

from talkoot.events.models import CurriculumVariation, Series


def agreed_variations(series: Series) -> "QuerySet[CurriculumVariation]":
    """What everybody in the series is told, in the order of the wishes."""
    return series.variations.filter(state=CurriculumVariation.State.AGREED)
