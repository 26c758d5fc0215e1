"""The quote bank and the interviews."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Code, CodedPoint, Interview, Quote, ReadAnswer
from talkoot.surveys.reading import rules

Consent = Quote.Consent


def programme_of(source: ReadAnswer | Interview) -> Programme:
    return source.programme if isinstance(source, Interview) else source.response.round.programme


@transaction.atomic
def add_quote(
    source: ReadAnswer | Interview,
    *,
    text: str,
    source_label: str,
    language: str,
    consent: str,
    by: User,
) -> Quote:
    """Put a passage of an answer or an interview into the bank, unpublished.

    Refuses what nobody has consented to, text that has not been confirmed, and a telling label.
    """
    rules.check_quote(source, text=text, label=source_label, consent=consent)
    is_answer = isinstance(source, ReadAnswer)
    at = source.response.round if isinstance(source, ReadAnswer) else source
    quote = Quote.objects.create(
        programme=programme_of(source),
        answer=source if isinstance(source, ReadAnswer) else None,
        interview=source if isinstance(source, Interview) else None,
        text=text,
        source_label=source_label,
        language=language,
        consent=consent,
        by=by,
        is_demo=at.is_demo,
    )
    kind = "answer" if is_answer else "interview"
    record("surveys.quote.added", quote, by=by, after={"from": kind})
    return quote


@transaction.atomic
def save_quote(quote: Quote, *, text: str, source_label: str, language: str, by: User) -> None:
    """Change the passage, its label or its language; the same refusals as when it was added."""
    source = rules.source_of(quote)
    rules.check_quote(source, text=text, label=source_label, consent=quote.consent)
    quote.text, quote.source_label, quote.language = text, source_label, language
    quote.save(update_fields=["text", "source_label", "language"])
    record("surveys.quote.changed", quote, by=by)


@transaction.atomic
def set_published(quote: Quote, *, is_public: bool, by: User) -> None:
    """Show the quote on the programme's page and in reports, or take it back."""
    quote = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if is_public:
        rules.check_publish(quote)
    quote.is_public = is_public
    quote.save(update_fields=["is_public"])
    record(f"surveys.quote.{'published' if is_public else 'unpublished'}", quote, by=by)


@transaction.atomic
def withdraw_quote(quote: Quote, *, by: User) -> None:
    """The person withdraws the consent: the quote's words go, and its source is quoted no more."""
    source = rules.source_of(quote)
    for row in source.quote_set.select_for_update():
        row.consent, row.is_public, row.text = Consent.WITHDRAWN, False, ""
        row.save(update_fields=["consent", "is_public", "text"])
        record("surveys.quote.withdrawn", row, by=by)


@transaction.atomic
def save_interview(interview: Interview | None, *, by: User, **fields: Any) -> Interview:
    """Write down an interview, or change it. A consent that goes takes its quotes along."""
    if interview is None:
        programme = fields["programme"]
        interview = Interview.objects.create(by=by, is_demo=programme.is_demo, **fields)
        record("surveys.interview.added", interview, by=by, after={"role": interview.role})
        return interview
    for name, value in fields.items():
        setattr(interview, name, value)
    interview.save(update_fields=list(fields))
    record("surveys.interview.changed", interview, by=by)
    if not interview.has_consent:
        quotes = interview.quote_set.exclude(consent=Consent.WITHDRAWN)
        for quote in quotes[:1]:  # It takes the others of the interview along.
            withdraw_quote(quote, by=by)
    return interview


def add_point(interview: Interview, *, code: Code, text: str, by: User) -> CodedPoint:
    """Give a point of the interview a code."""
    point = CodedPoint.objects.create(interview=interview, code=code, text=text)
    record("surveys.interview.coded", interview, by=by, after={"code": code.name_fi})
    return point


@transaction.atomic
def remove_point(interview: Interview, *, pk: str, by: User) -> None:
    """Take a point of the interview away; one that has gone already does no harm."""
    points = interview.points.select_related("code").filter(pk=pk) if pk.isdigit() else []
    for point in points:
        record("surveys.interview.uncoded", interview, by=by, before={"code": point.code.name_fi})
        point.delete()
