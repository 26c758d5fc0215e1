"""The quote bank: what may be quoted, by whom it is found, and how its source is named."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.core.access import fetch, unbarred
from talkoot.core.lookups import contains
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Interview, Quote, ReadAnswer, Round
from talkoot.surveys.plan_models import Viewpoint
from talkoot.surveys.reading import rules

Consent = Quote.Consent
# What keeps a quote publishable, asked again whenever quotes are shown.
STANDS = ~Q(consent=Consent.WITHDRAWN) & (
    Q(answer__is_confirmed=True) | Q(interview__has_consent=True)
)


def quotes_for(programme: Programme) -> "QuerySet[Quote]":
    """The quotes that pages and reports may show of a programme, the newest first; one query."""
    return Quote.objects.filter(STANDS, programme=programme, is_public=True).exclude(text="")


def office_quotes(user: Any, *, text: str = "", code: int | None = None) -> "QuerySet[Quote]":
    """The bank of the person's programmes, without withdrawn ones, narrowed by words and code.

    Quotes from rounds that are kept from the person are left out.
    """
    rounds = unbarred(Round.objects.filter(programme__office__in=office_ids(user)), user)
    rows = Quote.objects.filter(
        Q(answer=None) | Q(answer__response__round__in=rounds),
        programme__office__in=office_ids(user),
    ).exclude(consent=Consent.WITHDRAWN)
    for word in text.split():
        rows = rows.filter(contains(word, "text", "source_label"))
    if code is not None:
        in_source = Q(answer__points__code=code) | Q(interview__points__code=code)
        rows = rows.filter(in_source).distinct()
    return rows.select_related("programme").order_by("-pk")


def get_quote(user: Any, pk: int) -> Quote:
    """A quote of the person's office, else NotFound."""
    rows = Quote.objects.select_related(
        "programme", "answer__response__round", "answer__response__organisation", "interview"
    )
    return fetch(rows, user, rules.can_edit_quote, pk=pk)


def get_interview(user: Any, pk: int) -> Interview:
    """An interview of the person's office, else NotFound."""
    rows = Interview.objects.select_related("programme", "service", "organisation", "by")
    return fetch(rows, user, rules.can_edit_interview, pk=pk)


def office_interviews(user: Any) -> "QuerySet[Interview]":
    rows = Interview.objects.filter(programme__office__in=office_ids(user))
    return rows.select_related("programme", "service", "organisation")


def language_of(source: ReadAnswer | Interview) -> str:
    """The language of what was said, as far as it is known."""
    return source.response.language or "fi" if isinstance(source, ReadAnswer) else "fi"


def proposed_label(source: ReadAnswer | Interview) -> str:
    """How the source is named: the kind of survey and the year, never a person or an organisation.

    In the quote's language, because it stands beside it.
    """
    with override(language_of(source)):
        if isinstance(source, Interview):
            return _("interview %(year)s") % {"year": source.held_on.year}
        survey = source.response.round
        opened = survey.opens_on or timezone.localdate(survey.created_at)
        kinds = {
            Viewpoint.ORGANISATION: _("organisation-level survey %(year)s"),
            Viewpoint.INDIVIDUAL: _("participants' survey %(year)s"),
        }
        name = kinds.get(survey.viewpoint) or _("survey %(year)s")  # type: ignore[call-overload]
        return name % {"year": opened.year}
