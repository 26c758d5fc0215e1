"""When a lead has become a practice or grown old; apart, because publishing calls it."""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.people.models import User
from talkoot.practices.models import Lead, Practice
from talkoot.practices.queries.leads import leads_grown_old
from talkoot.practices.rules import LEAD_TRANSITIONS

State = Lead.State


def close_published_lead(practice: Practice, *, by: User | None) -> None:
    """The lead became a practice: its address and link are forgotten. Call when it is published."""
    rows = Lead.objects.filter(practice=practice, state__in=[State.SEEN, State.INVITED])
    lead = rows.select_for_update().first()
    if lead is not None:
        moved = change_state(lead, State.PUBLISHED, LEAD_TRANSITIONS)
        forget_address(lead)
        record("practices.lead.published", lead, by=by, **moved)


def forget_old_addresses() -> int:
    """Forget whom to ask of stories that have moved nowhere for a year; returns how many."""
    old = leads_grown_old(timezone.now())
    for lead in old:
        with transaction.atomic():
            record("practices.lead.forgotten", lead, by=None)
            forget_address(lead)
    return len(old)


def forget_address(lead: Lead) -> None:
    """Forget whom to ask, and the link."""
    lead.email, lead.token_hash = "", ""
    lead.save(update_fields=["email", "token_hash"])
