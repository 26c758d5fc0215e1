"""What an organisation tells of itself: asked once, kept, filled in next time, corrected."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls import rules
from talkoot.calls.actions.answers import set_answers
from talkoot.calls.models import Application
from talkoot.calls.rules.facts import check_fact, fact_codes
from talkoot.people.models import OrganisationFact, User
from talkoot.people.rules import is_confirmed_member
from talkoot.surveys.rules import has_answer


def keep_facts(application: Application, *, by: User) -> None:
    """Keep the answers that are facts of the organisation; called when an application is sent."""
    codes = fact_codes(application)
    if not codes:
        return
    answers = rules.answers_of(application)
    told = {"updated_at": timezone.now(), "updated_by": by}
    OrganisationFact.objects.bulk_create(
        [
            OrganisationFact(
                organisation_id=application.organisation_id, code=code, value=answers[code], **told
            )
            for code in codes
            if has_answer(answers.get(code))
        ],
        update_conflicts=True,
        unique_fields=["organisation", "code"],
        update_fields=["value", *told],
    )


def fill_in_facts(application: Application, *, by: User) -> None:
    """Fill a new draft in with what its organisation has told before, and note from when that is.

    Called in the transaction that starts the draft. Facts may name people, so only a confirmed
    member gets them.
    """
    codes = fact_codes(application)
    if not codes or not is_confirmed_member(by, application.organisation_id):
        return
    facts = OrganisationFact.objects.filter(
        organisation=application.organisation_id, code__in=codes
    )
    rows = list(facts)
    if not rows:
        return
    columns = set_answers(application, {row.code: row.value for row in rows})
    told = {row.code: [None, row.updated_at.isoformat(timespec="seconds")] for row in rows}
    application.edits = {**application.edits, **told}
    application.save(update_fields=[*columns, "edits"])


@transaction.atomic
def correct_fact(fact: OrganisationFact, *, value: Any, by: User) -> OrganisationFact:
    """The contact person corrects what is filled in next time; drafts stay as they are."""
    check_fact(by, fact)
    fact.value, fact.updated_at, fact.updated_by = value, timezone.now(), by
    fact.save(update_fields=["value", "updated_at", "updated_by"])
    record("people.fact.corrected", fact, by=by, after={"code": fact.code})
    return fact


@transaction.atomic
def delete_fact(fact: OrganisationFact, *, by: User) -> None:
    """It is no longer filled in; what has been sent stays as it was."""
    check_fact(by, fact)
    record("people.fact.deleted", fact, by=by, before={"code": fact.code})
    fact.delete()
