"""Leads: good stories seen elsewhere, the invitation to publish them here, what came of it."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.models import OptOut
from talkoot.people.models import Organisation, User
from talkoot.practices.actions import new_slug
from talkoot.practices.actions.lead_ends import forget_address
from talkoot.practices.messages import leads as mails
from talkoot.practices.models import Attachment, Lead, Practice
from talkoot.practices.rules import LEAD_TRANSITIONS, check_present
from talkoot.practices.rules import leads as rules
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash

State = Lead.State


@transaction.atomic
def add_lead(programme: Programme, *, by: User, **fields: Any) -> Lead:
    """Note a story that somebody has seen."""
    lead = Lead.objects.create(
        programme=programme, found_by=by, is_demo=programme.is_demo, **fields
    )
    record("practices.lead.added", lead, by=by)
    return lead


@transaction.atomic
def save_lead(lead: Lead, *, by: User, **fields: Any) -> Lead:
    """Correct what is known of it; refuses once it has been closed or published."""
    lead = _locked(lead)
    rules.check_open(lead)
    for name, value in fields.items():
        setattr(lead, name, value)
    lead.save(update_fields=[*fields])
    record("practices.lead.saved", lead, by=by, after={"fields": [*fields]})
    return lead


@transaction.atomic
def invite_by_lead(lead: Lead, *, by: User, language: str = "fi") -> Lead:
    """Mail a link by which the person opens a draft that is begun already.

    A second invitation makes a new link, and the earlier one no longer works. Refuses without an
    address, and (OptedOut) an address that wants no such mail.
    """
    lead = _locked(lead)
    rules.check_invite(lead)
    token = secrets.token_urlsafe(24)
    lead.token_hash, lead.invited_at = token_hash(token), timezone.now()
    lead.save(update_fields=["token_hash", "invited_at"])
    if lead.state == State.SEEN:
        moved = change_state(lead, State.INVITED, LEAD_TRANSITIONS)
        record("practices.lead.invited", lead, by=by, **moved)
    else:
        record("practices.lead.invited_again", lead, by=by)
    with translation.override(language):
        subject, body = mails.invitation(lead, token)
    queue_message(
        "practice-lead",
        key=f"practice-lead-{lead.pk}-{lead.token_hash[:12]}",
        office_id=lead.programme.office_id,
        address=lead.email,
        language=language,
        subject=subject,
        body=body,
        is_demo=lead.is_demo,
        topic=OptOut.Topic.PRACTICES,
    )
    return lead


@transaction.atomic
def accept_lead(lead: Lead, *, organisation: Organisation | None = None, by: User) -> Practice:
    """Open the draft that the lead invites to, or the one opened before.

    It is begun with the story's title, organisation and link. The office named the organisation and
    the address, so the invited person needs no membership; anybody else needs a confirmed one.
    """
    lead = _locked(lead)
    if lead.practice is not None:
        return lead.practice
    rules.check_accept(by, lead, organisation)
    owner = lead.organisation or organisation
    assert owner is not None
    check_present(owner)
    practice = Practice.objects.create(
        programme=lead.programme,
        slug=new_slug(lead.title),
        organisation=owner,
        place=owner.municipality,
        title=lead.title[:120],
        source_url=lead.url,
        author=by,
        language=translation.get_language() or "fi",
        is_demo=lead.is_demo,
    )
    if lead.url:
        Attachment.objects.create(
            practice=practice, title=lead.title, url=lead.url, is_demo=lead.is_demo
        )
    lead.practice = practice
    lead.save(update_fields=["practice"])
    record("practices.practice.drafted", practice, by=by, after={"lead": lead.pk})
    return practice


@transaction.atomic
def close_lead(lead: Lead, *, outcome: str, by: User) -> Lead:
    """Nothing more comes of it, or it was published; tell what came. Its address is forgotten."""
    lead = _locked(lead)
    moved = change_state(lead, State.CLOSED, LEAD_TRANSITIONS)
    lead.outcome = outcome
    lead.save(update_fields=["outcome"])
    forget_address(lead)
    record("practices.lead.closed", lead, by=by, **moved)
    return lead


def _locked(lead: Lead) -> Lead:
    rows = Lead.objects.select_for_update(of=("self",)).select_related(
        "programme", "organisation__municipality", "practice"
    )
    return rows.get(pk=lead.pk)
