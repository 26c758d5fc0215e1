"""Correcting a signed decision."""

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.correspondence.models import Letter
from talkoot.decisions.messages.correction import correction_letter, correction_mail
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.queries import mail_of
from talkoot.decisions.queries import remedy as queries
from talkoot.decisions.rules.correction import check_correct
from talkoot.people.models import User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries


@transaction.atomic
def correct_decision(
    decision: Decision,
    *,
    kind: str,
    text: str,
    reasons: str,
    is_adverse: bool = False,
    has_consent: bool = False,
    by: User,
) -> Correction:
    """Correct an error: a number and a letter of its own, and a mail; the decision's stay.

    The days granted do not change here: more days come by a request for reconsideration. Refuses
    before the letter has left, without the right to sign, and to the applicant's loss without
    consent.
    """
    Application.objects.select_for_update().get(pk=decision.application_id)
    decision = queries.decision_in_full(decision.pk)
    mail = mail_of(decision)
    check_correct(by, decision, mail, kind=kind, is_adverse=is_adverse, has_consent=has_consent)
    application = decision.application
    programme = application.call.offering.programme
    correction = Correction(
        decision=decision,
        kind=kind,
        text=text,
        reasons=reasons,
        has_consent=has_consent,
        number=next_number(programme, NumberSeries.Kind.DECISION, year=timezone.localdate().year),
        corrected_by=by,
    )
    correction.letter = _letter(correction)
    correction.save()
    after = {"number": correction.number, "kind": kind, "adverse": is_adverse}
    record("decisions.correction.made", decision, by=by, after=after)
    _queue(correction)
    return correction


def _letter(correction: Correction) -> Letter:
    application = correction.decision.application
    with translation.override(application.language):
        content = correction_letter(correction)
        return issue_letter(
            content,
            number=correction.number,
            language=application.language,
            title=f"{content['title']} {correction.number}",
            is_demo=application.is_demo,
        )


def _queue(correction: Correction) -> None:
    application = correction.decision.application
    with translation.override(application.language):
        subject, body = correction_mail(correction)
    queue_message(
        "correction",
        key=f"correction-{correction.pk}",
        office_id=application.call.offering.programme.office_id,
        to=application.applicant,
        subject=subject,
        body=body,
        letter=correction.letter,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
