"""Experts whose names may come up in the answers to surveys."""

from collections.abc import Iterable

from talkoot.experts.models import Expert
from talkoot.surveys.models import Round
from talkoot.surveys.reading.known_people import register


def names_of(survey: Round) -> Iterable[str]:
    """Names of the experts of the programme's framework agreements."""
    mine = Expert.objects.filter(supplier__framework__programme=survey.programme_id)
    return mine.values_list("name", flat=True)


register(names_of)
