"""Frames and their codes: made, renamed, merged, deleted."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Code, CodedPoint, CodeFrame

TEMPLATES = "code_frames.json"


def create_frame(
    programme: Programme, *, title: str, item_code: str = "", template: str = "", by: User
) -> CodeFrame:
    """A frame for the answers to an item, or for interviews when no item is named.

    With a template its codes come along, in three languages.
    """
    facts: dict[str, Any] = next(
        (row for row in read_json(TEMPLATES) if row["code"] == template), {"code": "", "codes": []}
    )
    with transaction.atomic():
        frame = CodeFrame.objects.create(
            programme=programme,
            title=title,
            item_code=item_code,
            code=facts["code"],
            is_demo=programme.is_demo,
        )
        Code.objects.bulk_create(
            Code(frame=frame, order=order, **names) for order, names in enumerate(facts["codes"], 1)
        )
        record("surveys.frame.created", frame, by=by, after={"title": title})
    return frame


@transaction.atomic
def save_code(code: Code, *, by: User, **texts: str) -> None:
    """Rename the code; the answers keep it."""
    before = code.name_fi
    for name, text in texts.items():
        setattr(code, name, text)
    code.save(update_fields=list(texts))
    record(
        "surveys.code.changed", code, by=by, before={"name": before}, after={"name": code.name_fi}
    )


@transaction.atomic
def merge_codes(code: Code, *, into: Code, by: User) -> None:
    """Give what has `code` the code `into` instead, once each, and delete `code`.

    Refuses codes of different frames.
    """
    if code.frame_id != into.frame_id or code.pk == into.pk:
        raise NotAllowed(_("Choose another code of the same frame to merge into."))
    locked = {row.pk: row for row in Code.objects.select_for_update().filter(frame=code.frame_id)}
    if code.pk not in locked or into.pk not in locked:
        raise NotAllowed(_("Somebody else has changed the codes meanwhile. Reload the page."))
    has_already = into.points.exclude(answer=None).values("answer")
    CodedPoint.objects.filter(code=code, answer__in=has_already).delete()
    moved = CodedPoint.objects.filter(code=code).update(code=into)
    record(
        "surveys.code.merged", into, by=by, before={"name": code.name_fi}, after={"moved": moved}
    )
    code.delete()


@transaction.atomic
def delete_code(code: Code, *, by: User) -> None:
    """Delete a code that nothing has; refuses others."""
    if code.points.exists():
        raise NotAllowed(
            _("Answers or interviews have this code. Merge it into another one instead.")
        )
    record("surveys.code.deleted", code, by=by, before={"name": code.name_fi})
    code.delete()
