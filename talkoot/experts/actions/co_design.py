"""Planning together what is bought: organisations read it by a mailed link, agree or object."""

import datetime
import secrets
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import forget_addresses
from talkoot.correspondence.models import Message
from talkoot.experts.actions.mails import tell, tell_office
from talkoot.experts.messages import co_design as messages
from talkoot.experts.models import CoDesigner, Procurement
from talkoot.experts.rules import procurement as rules
from talkoot.people.models import Organisation, User
from talkoot.surveys.queries import token_hash

State = CoDesigner.State


@transaction.atomic
def add_co_designer(
    procurement: Procurement,
    organisation: Organisation,
    *,
    address: str,
    contact_name: str = "",
    language: str = "fi",
    by: User,
) -> CoDesigner:
    """Ask an organisation to plan with the office what is bought; it gets a link by mail.

    Refuses after suppliers have been asked, and an organisation that plans already.
    """
    procurement = _locked(procurement)
    rules.check_planning(procurement)
    if procurement.co_designers.filter(organisation=organisation).exists():
        raise NotAllowed(_("%(name)s takes part in the planning already.") % {"name": organisation})
    row = CoDesigner(
        procurement=procurement,
        organisation=organisation,
        address=address,
        contact_name=contact_name,
        language=language,
        is_demo=procurement.is_demo,
    )
    _send_link(row)
    record("experts.co_designer.added", row, by=by, after={"organisation": organisation.pk})
    return row


@transaction.atomic
def ask_co_designers(procurement: Procurement, *, by: User) -> int:
    """Mail a new link to everybody who has not agreed to what is asked now; returns how many."""
    procurement = _locked(procurement)
    rules.check_planning(procurement)
    rows = procurement.co_designers.exclude(state=State.AGREED).exclude(address="")
    asked = list(rows.select_related("organisation"))
    for row in asked:
        row.procurement = procurement
        _send_link(row)
        record("experts.co_designer.asked", row, by=by)
    return len(asked)


@transaction.atomic
def answer_specification(row: CoDesigner, *, agrees: bool, remarks: str = "") -> None:
    """The organisation agrees to what is asked as it stands, or tells what it would change.

    The office is told. Refuses after suppliers have been asked, and an objection without words.
    """
    procurement = _locked(row.procurement)
    rules.check_planning(procurement)
    row = CoDesigner.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not agrees and not remarks.strip():
        raise NotAllowed(_("Write what you would change, so that it can be changed."))
    row.procurement = procurement
    state = State.AGREED if agrees else State.OBJECTED
    after = {"remarks": remarks.strip()}
    if agrees and row.state != state:
        after |= change_state(row, state, rules.CODESIGNER_TRANSITIONS)["after"]
    row.remarks = remarks.strip()
    row.save(update_fields=["remarks"])
    # An objection stands with its words only, so they are kept first.
    if row.state != state:
        after |= change_state(row, state, rules.CODESIGNER_TRANSITIONS)["after"]
    record("experts.co_designer.answered", row, by=None, after=after)
    key = f"{row.pk}-{state}-{secrets.token_hex(4)}"
    write = partial(messages.answered, row)
    tell_office(procurement.programme, "specification-answered", key, write, is_demo=row.is_demo)


@transaction.atomic
def remove_co_designer(row: CoDesigner, *, by: User) -> None:
    """Take an organisation off the planning; its link stops. Only before suppliers are asked."""
    rules.check_planning(_locked(row.procurement))
    before = {"organisation": row.organisation_id, "state": row.state, "remarks": row.remarks}
    record("experts.co_designer.removed", row.procurement, by=by, before=before)
    _forget_mails([row.pk])
    row.delete()


def agree_anew(procurement: Procurement, *, by: User) -> None:
    """What is asked has changed: nobody has agreed to it any longer. Call inside a transaction."""
    for row in procurement.co_designers.filter(state=State.AGREED):
        moved = change_state(row, State.ASKED, rules.CODESIGNER_TRANSITIONS)
        record("experts.co_designer.reopened", row, by=by, **moved)


@transaction.atomic
def forget_planners(now: datetime.datetime, limit: int = 200) -> int:
    """Forget whom the planning organisations named, when it is over; returns how many.

    It is over when the tender has been decided or cancelled, and when a planned one has lain
    untouched for rules.PLANNING_LAPSES_AFTER. Their links stop; what they said stays as a document
    of the procurement.
    """
    rows = CoDesigner.objects.select_for_update(of=("self",)).exclude(address="")
    over = list(rows.filter(rules.planning_is_over(now)).order_by("pk")[:limit])
    _forget_mails(row.pk for row in over)
    for row in over:
        row.address = row.contact_name = ""
        row.token_hash = f"over-{row.pk}"
        row.save(update_fields=["address", "contact_name", "token_hash"])
        record("experts.co_designer.forgotten", row, by=None)
    return len(over)


def _forget_mails(keys: Iterable[int]) -> None:
    """Clear the receiver of every mailed link."""
    for key in keys:
        mails = Message.objects.filter(key__startswith=f"specification-asked-{key}-")
        forget_addresses(mails.exclude(state=Message.State.QUEUED).values_list("key", flat=True))


def _send_link(row: CoDesigner) -> None:
    token = secrets.token_urlsafe(24)
    row.token_hash = token_hash(token)
    row.save()
    tell(
        row.procurement.programme,
        "specification-asked",
        f"{row.pk}-{row.token_hash[:16]}",
        partial(messages.asked, row, token),
        address=row.address,
        language=row.language,
        is_demo=row.is_demo,
    )


def _locked(procurement: Procurement) -> Procurement:
    rows = Procurement.objects.select_for_update(of=("self",)).select_related("programme__office")
    return rows.get(pk=procurement.pk)
