"""Who reads open answers, codes them and quotes them; when a passage may be quoted."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.surveys.models import Code, CodeFrame, Interview, Quote, ReadAnswer, Round
from talkoot.surveys.reading.redaction import is_passage
from talkoot.surveys.rules import can_see_results

CONSENT_CODE = "quote-consent"
Consent = Quote.Consent


def can_read_answer(user: Any, answer: ReadAnswer) -> bool:
    """Whoever may see the round's results."""
    return can_see_results(user, answer.response.round)


def can_edit_frame(user: Any, frame: CodeFrame) -> bool:
    return is_officer(user, frame.programme.office_id)


def can_edit_code(user: Any, code: Code) -> bool:
    return can_edit_frame(user, code.frame)


def can_edit_interview(user: Any, interview: Interview) -> bool:
    return is_officer(user, interview.programme.office_id)


def can_edit_quote(user: Any, quote: Quote) -> bool:
    """The office's own; not of a round that is kept from the person."""
    if quote.answer is not None:
        return can_read_answer(user, quote.answer)
    return is_officer(user, quote.programme.office_id)


def consent_of(answer: ReadAnswer) -> str:
    """ "yes" or "no" as the person answered the survey's question of quoting; "" if not asked."""
    return str(answer.response.answers.get(CONSENT_CODE) or "")


def consents_for(source: ReadAnswer | Interview) -> list[str]:
    """The consents on which a quote of the source may rest."""
    if isinstance(source, Interview):
        return [Consent.GIVEN] if source.has_consent else []
    told = consent_of(source)
    if told:
        return [Consent.ASKED_IN_SURVEY] if told == "yes" else []
    # Nobody can be asked afterwards when nobody knows who it was.
    is_known = source.response.round.mode == Round.Mode.IDENTIFIED
    return [Consent.GIVEN] if is_known else []


def quoting_problem(source: ReadAnswer | Interview) -> str:
    """Why nothing of the source may be quoted, or ""."""
    withdrawn = source.quote_set.filter(consent=Consent.WITHDRAWN).exists()
    if withdrawn or not consents_for(source):
        return _(
            "This may not be quoted: the person has not given a consent, or has withdrawn it. Use "
            "it in the counts of codes instead."
        )
    if isinstance(source, ReadAnswer) and not source.is_confirmed:
        return _("Read the answer first and confirm which names are removed. Then quote it.")
    return ""


def passage_problem(source: ReadAnswer | Interview, text: str) -> str:
    """Why this text is no quote of the source, or ""; of an interview the office words it."""
    if isinstance(source, ReadAnswer) and not is_passage(text, source.text):
        return _(
            "The quote must stand in the answer as it is, with the names removed. Mark what you "
            "leave out by “…”."
        )
    return ""


def label_problem(source: ReadAnswer | Interview, label: str) -> str:
    """Why the label tells too much, or ""."""
    at = source if isinstance(source, Interview) else source.response
    organisation = at.organisation
    if organisation and organisation.name.lower() in label.lower():
        return _(
            "The source label must not name the work community. Tell the survey and the year, for "
            "example “organisation-level survey 2020”."
        )
    return ""


def source_of(quote: Quote) -> ReadAnswer | Interview:
    source = quote.answer or quote.interview
    assert source is not None
    return source


def check_quote(source: ReadAnswer | Interview, *, text: str, label: str, consent: str) -> None:
    """Refuse a quote without consent or confirmed text, and a label that tells who it was."""
    problem = (
        quoting_problem(source) or passage_problem(source, text) or label_problem(source, label)
    )
    if not problem and consent not in consents_for(source):
        problem = _("This consent does not hold for this source. Choose another.")
    if problem:
        raise NotAllowed(problem)


def check_publish(quote: Quote) -> None:
    """Refuse to publish what may not be quoted any more."""
    if quote.consent == Consent.WITHDRAWN:
        raise NotAllowed(_("The consent has been withdrawn, so this quote is not published."))
    check_quote(source_of(quote), text=quote.text, label=quote.source_label, consent=quote.consent)
