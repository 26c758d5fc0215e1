"""Files of procurements and framework agreements."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.experts.models import Framework, Procurement, PurchaseDocument
from talkoot.files.actions import remove_file, store_file
from talkoot.people.models import User


@transaction.atomic
def add_document(owner: Procurement | Framework, *, upload: Any, by: User) -> PurchaseDocument:
    """Keep a file with a procurement or an agreement, in every state of it.

    Refuses what store_file refuses: another kind, too large, empty, disguised or infected.
    """
    row = PurchaseDocument(is_demo=owner.is_demo)
    if isinstance(owner, Procurement):
        row.procurement = owner
    else:
        row.framework = owner
    row.file = store_file(upload, by=by, is_demo=owner.is_demo)
    row.save()
    after = {"file": row.file.name}
    record(f"experts.{owner._meta.model_name}.attached", owner, by=by, after=after)
    return row


@transaction.atomic
def remove_document(row: PurchaseDocument, *, by: User) -> None:
    """Remove a file that does not belong there; the log tells its name."""
    before = {"file": row.file.name}
    record(f"experts.{row.owner._meta.model_name}.file_removed", row.owner, by=by, before=before)
    stored = row.file
    row.delete()
    remove_file(stored)
