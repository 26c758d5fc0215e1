"""What a log entry tells, in words: what was done, the names of what changed and its values."""

from contextlib import suppress
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from talkoot.core.dates import local_date

DONE: dict[str, Promise] = {
    "added": pgettext_lazy("log", "added"),
    "added_to": pgettext_lazy("log", "added to"),
    "agreed": pgettext_lazy("log", "agreed"),
    "activity_classified": pgettext_lazy("log", "activity classified"),
    "alerted": pgettext_lazy("log", "alerted"),
    "answered": pgettext_lazy("log", "answered"),
    "applied_from": pgettext_lazy("log", "applied from"),
    "approved": pgettext_lazy("log", "approved"),
    "asked": pgettext_lazy("log", "asked"),
    "assessed": pgettext_lazy("log", "assessed"),
    "assigned": pgettext_lazy("log", "assigned"),
    "attached": pgettext_lazy("log", "attached"),
    "begun": pgettext_lazy("log", "begun"),
    "benefit_told": pgettext_lazy("log", "benefit told"),
    "booked": pgettext_lazy("log", "booked"),
    "cancelled": pgettext_lazy("log", "cancelled"),
    "changed": pgettext_lazy("log", "changed"),
    "checked": pgettext_lazy("log", "checked"),
    "checked_in": pgettext_lazy("log", "checked in"),
    "chosen": pgettext_lazy("log", "chosen"),
    "classified": pgettext_lazy("log", "classified"),
    "closed": pgettext_lazy("log", "closed"),
    "closed_to_all": pgettext_lazy("log", "closed to all"),
    "coded": pgettext_lazy("log", "coded"),
    "commented": pgettext_lazy("log", "commented"),
    "completed": pgettext_lazy("log", "completed"),
    "completion_asked": pgettext_lazy("log", "completion asked"),
    "completion_cancelled": pgettext_lazy("log", "completion cancelled"),
    "concluded": pgettext_lazy("log", "concluded"),
    "confirmed": pgettext_lazy("log", "confirmed"),
    "continued": pgettext_lazy("log", "continued"),
    "copied": pgettext_lazy("log", "copied"),
    "corrected": pgettext_lazy("log", "corrected"),
    "counted": pgettext_lazy("log", "counted"),
    "created": pgettext_lazy("log", "created"),
    "credited": pgettext_lazy("log", "credited"),
    "dealt": pgettext_lazy("log", "dealt"),
    "decided": pgettext_lazy("log", "decided"),
    "declared": pgettext_lazy("log", "declared"),
    "declined": pgettext_lazy("log", "declined"),
    "deleted": pgettext_lazy("log", "deleted"),
    "delivered": pgettext_lazy("log", "delivered"),
    "denied": pgettext_lazy("log", "denied"),
    "detected": pgettext_lazy("log", "detected"),
    "discarded": pgettext_lazy("log", "discarded"),
    "done": pgettext_lazy("log", "done"),
    "door_opened": pgettext_lazy("log", "door opened"),
    "drafted": pgettext_lazy("log", "drafted"),
    "dropped": pgettext_lazy("log", "dropped"),
    "edited": pgettext_lazy("log", "edited"),
    "emptied": pgettext_lazy("log", "emptied"),
    "ended": pgettext_lazy("log", "ended"),
    "excluded": pgettext_lazy("log", "excluded"),
    "expert_changed": pgettext_lazy("log", "expert changed"),
    "extended": pgettext_lazy("log", "extended"),
    "failed": pgettext_lazy("log", "failed"),
    "file_removed": pgettext_lazy("log", "file removed"),
    "finished": pgettext_lazy("log", "finished"),
    "flagged": pgettext_lazy("log", "flagged"),
    "followed": pgettext_lazy("log", "followed"),
    "forgotten": pgettext_lazy("log", "forgotten"),
    "frozen": pgettext_lazy("log", "frozen"),
    "given": pgettext_lazy("log", "given"),
    "given_up": pgettext_lazy("log", "given up"),
    "handled": pgettext_lazy("log", "handled"),
    "held": pgettext_lazy("log", "held"),
    "hidden": pgettext_lazy("log", "hidden"),
    "imported": pgettext_lazy("log", "imported"),
    "invited": pgettext_lazy("log", "invited"),
    "invited_again": pgettext_lazy("log", "invited again"),
    "issued": pgettext_lazy("log", "issued"),
    "kept": pgettext_lazy("log", "kept"),
    "lapsed": pgettext_lazy("log", "lapsed"),
    "left": pgettext_lazy("log", "left"),
    "lessons_written": pgettext_lazy("log", "lessons written"),
    "lifted": pgettext_lazy("log", "lifted"),
    "lowered": pgettext_lazy("log", "lowered"),
    "made": pgettext_lazy("log", "made"),
    "mailed": pgettext_lazy("log", "mailed"),
    "marked": pgettext_lazy("log", "marked"),
    "merged": pgettext_lazy("log", "merged"),
    "moved": pgettext_lazy("log", "moved"),
    "named": pgettext_lazy("log", "named"),
    "not_completed": pgettext_lazy("log", "not completed"),
    "not_examined": pgettext_lazy("log", "not examined"),
    "noted": pgettext_lazy("log", "noted"),
    "offered": pgettext_lazy("log", "sent to be read"),
    "opened": pgettext_lazy("log", "opened"),
    "opened_to_all": pgettext_lazy("log", "opened to all"),
    "ordered": pgettext_lazy("log", "ordered"),
    "paged": pgettext_lazy("log", "paged"),
    "paid": pgettext_lazy("log", "paid"),
    "pictured": pgettext_lazy("log", "pictured"),
    "planned": pgettext_lazy("log", "planned"),
    "prolonged": pgettext_lazy("log", "prolonged"),
    "proposed": pgettext_lazy("log", "proposed"),
    "published": pgettext_lazy("log", "published"),
    "raised": pgettext_lazy("log", "raised"),
    "rated": pgettext_lazy("log", "rated"),
    "read": pgettext_lazy("log", "read"),
    "received": pgettext_lazy("log", "received"),
    "rechosen": pgettext_lazy("log", "rechosen"),
    "recorded": pgettext_lazy("log", "recorded"),
    "recused": pgettext_lazy("log", "recused"),
    "registered": pgettext_lazy("log", "registered"),
    "rejected": pgettext_lazy("log", "rejected"),
    "released": pgettext_lazy("log", "released"),
    "reminded": pgettext_lazy("log", "reminded"),
    "removed": pgettext_lazy("log", "removed"),
    "removed_from": pgettext_lazy("log", "removed from"),
    "renewed": pgettext_lazy("log", "renewed"),
    "reopened": pgettext_lazy("log", "reopened"),
    "replaced": pgettext_lazy("log", "replaced"),
    "requested": pgettext_lazy("log", "requested"),
    "resolved": pgettext_lazy("log", "resolved"),
    "resumed": pgettext_lazy("log", "resumed"),
    "retired": pgettext_lazy("log", "retired"),
    "retried": pgettext_lazy("log", "retried"),
    "returned": pgettext_lazy("log", "returned"),
    "revalued": pgettext_lazy("log", "revalued"),
    "revoked": pgettext_lazy("log", "revoked"),
    "reworded": pgettext_lazy("log", "reworded"),
    "saved": pgettext_lazy("log", "saved"),
    "scheduled": pgettext_lazy("log", "scheduled"),
    "scored": pgettext_lazy("log", "scored"),
    "seated": pgettext_lazy("log", "seated"),
    "seats_set": pgettext_lazy("log", "seats set"),
    "sent": pgettext_lazy("log", "sent"),
    "set": pgettext_lazy("log", "set"),
    "shortened": pgettext_lazy("log", "shortened"),
    "shown": pgettext_lazy("log", "shown"),
    "signed": pgettext_lazy("log", "signed"),
    "skipped": pgettext_lazy("log", "skipped"),
    "staffed": pgettext_lazy("log", "staffed"),
    "started": pgettext_lazy("log", "started"),
    "stated": pgettext_lazy("log", "stated"),
    "stopped": pgettext_lazy("log", "stopped"),
    "submitted": pgettext_lazy("log", "submitted"),
    "substitute_named": pgettext_lazy("log", "substitute named"),
    "substitute_removed": pgettext_lazy("log", "substitute removed"),
    "switched": pgettext_lazy("log", "switched"),
    "taken": pgettext_lazy("log", "taken"),
    "taken_away": pgettext_lazy("log", "taken away"),
    "taken_back": pgettext_lazy("log", "taken back"),
    "taken_over": pgettext_lazy("log", "taken over"),
    "thawed": pgettext_lazy("log", "thawed"),
    "told": pgettext_lazy("log", "told"),
    "transferred": pgettext_lazy("log", "transferred"),
    "uncoded": pgettext_lazy("log", "uncoded"),
    "undone": pgettext_lazy("log", "undone"),
    "uninvited": pgettext_lazy("log", "uninvited"),
    "unpublished": pgettext_lazy("log", "unpublished"),
    "updated": pgettext_lazy("log", "updated"),
    "versioned": pgettext_lazy("log", "versioned"),
    "wished": pgettext_lazy("log", "wished"),
    "withdrawn": pgettext_lazy("log", "withdrawn"),
    "written": pgettext_lazy("log", "written"),
}

# The names of what changed, where a word says more than the model's own name for the field.
FIELDS: dict[str, Promise] = {
    "adverse": pgettext_lazy("log", "to the applicant's loss"),
    "aid_sector": pgettext_lazy("log", "sector"),
    "amount_eur": pgettext_lazy("log", "amount in euros"),
    "applicant": pgettext_lazy("log", "applicant"),
    "assessor": pgettext_lazy("log", "assessor"),
    "awarded_on": pgettext_lazy("log", "day"),
    "call": pgettext_lazy("log", "call"),
    "case": pgettext_lazy("log", "case"),
    "changed": pgettext_lazy("log", "changed parts"),
    "closes_at": pgettext_lazy("log", "closes"),
    "closes_on": pgettext_lazy("log", "closes"),
    "code": pgettext_lazy("log", "code"),
    "contact": pgettext_lazy("log", "contact person"),
    "count": pgettext_lazy("log", "count"),
    "counted_on": pgettext_lazy("log", "day"),
    "countries": pgettext_lazy("log", "countries"),
    "days": pgettext_lazy("log", "days"),
    "document": pgettext_lazy("log", "document"),
    "due_on": pgettext_lazy("log", "due date"),
    "ends_at": pgettext_lazy("log", "ends"),
    "ends_on": pgettext_lazy("log", "ends"),
    "eu_countries": pgettext_lazy("log", "countries of the EU"),
    "euros": pgettext_lazy("log", "euros"),
    "expert": pgettext_lazy("log", "expert"),
    "fields": pgettext_lazy("log", "changed parts"),
    "file": pgettext_lazy("log", "file"),
    "from": pgettext_lazy("log", "before this"),
    "goes_on": pgettext_lazy("log", "goes on"),
    "ground": pgettext_lazy("log", "ground"),
    "grounds": pgettext_lazy("log", "grounds"),
    "held_on": pgettext_lazy("log", "day"),
    "hours": pgettext_lazy("log", "hours"),
    "is_increment": pgettext_lazy("log", "what came since the row before"),
    "isbn": pgettext_lazy("log", "ISBN of the book"),
    "isbn_web": pgettext_lazy("log", "ISBN of the web publication"),
    "item": pgettext_lazy("log", "question"),
    "joined_on": pgettext_lazy("log", "joined"),
    "kind": pgettext_lazy("log", "kind"),
    "left_on": pgettext_lazy("log", "left on"),
    "left_out": pgettext_lazy("log", "do not go on"),
    "letter": pgettext_lazy("log", "letter"),
    "level": pgettext_lazy("log", "level"),
    "name": pgettext_lazy("log", "name"),
    "network": pgettext_lazy("log", "network"),
    "newsletter": pgettext_lazy("log", "newsletter"),
    "number": pgettext_lazy("log", "number"),
    "occasion": pgettext_lazy("log", "occasion"),
    "opens_on": pgettext_lazy("log", "opens"),
    "order": pgettext_lazy("log", "order"),
    "organisation": pgettext_lazy("log", "organisation"),
    "outcome": pgettext_lazy("log", "outcome"),
    "participants": pgettext_lazy("log", "participants"),
    "partner": pgettext_lazy("log", "partner"),
    "persons": pgettext_lazy("log", "persons"),
    "practice": pgettext_lazy("log", "practice"),
    "publicity": pgettext_lazy("log", "publicity"),
    "published_by": pgettext_lazy("log", "published"),
    "published_on": pgettext_lazy("log", "published"),
    "published_participants": pgettext_lazy("log", "participants that the source tells"),
    "quotas": pgettext_lazy("log", "quotas"),
    "reason": pgettext_lazy("log", "reason"),
    "role": pgettext_lazy("log", "role"),
    "sent_on": pgettext_lazy("log", "sent on"),
    "series": pgettext_lazy("log", "series"),
    "session": pgettext_lazy("log", "session"),
    "stage": pgettext_lazy("log", "stage"),
    "starts_at": pgettext_lazy("log", "begins"),
    "starts_on": pgettext_lazy("log", "begins"),
    "state": pgettext_lazy("log", "state"),
    "step": pgettext_lazy("log", "step"),
    "subscriber_count": pgettext_lazy("log", "recipients"),
    "text": pgettext_lazy("log", "text"),
    "title": pgettext_lazy("log", "title"),
    "topic": pgettext_lazy("log", "topic"),
    "total_eur": pgettext_lazy("log", "total in euros"),
    "url": pgettext_lazy("log", "address"),
    "user": pgettext_lazy("log", "person"),
    "valid_to": pgettext_lazy("log", "valid until"),
    "value": pgettext_lazy("log", "value"),
    "version": pgettext_lazy("log", "version"),
}


def done_words(key: str) -> str:
    """ "signed" of decisions.decision.signed, in the reader's language."""
    participle = key.rpartition(".")[2]
    return str(DONE.get(participle, participle.replace("_", " ")))


def field_words(kind: str, name: str) -> str:
    """ "tila" of "state": a word of ours, else the model's own name for the field."""
    if name in FIELDS:
        return str(FIELDS[name])
    field = _field(kind, name)
    return str(field.verbose_name) if field else name.replace("_", " ")


def value_words(kind: str, name: str, value: Any) -> str:
    """The value as pages tell it: a choice's label, a day as people write it, yes and no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key} {value_words(kind, name, one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(value_words(kind, name, one) for one in value)
    field = _field(kind, name)
    label = dict(field.flatchoices).get(value) if field and field.choices else None
    if label is None and isinstance(value, str):
        with suppress(ValueError):
            day = parse_date(value)
            label = local_date(day) if day else None
    return str(value if label is None else label)


def _field(kind: str, name: str) -> "Field[Any, Any] | None":
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
