"""Writes of the registers of communications."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.outreach.models import Newsletter
from talkoot.outreach.queries import PROGRAMME_OF, REGISTERS
from talkoot.people.models import User
from talkoot.programmes.models import Programme

CODE_MOST = 60


@transaction.atomic
def save_entry(
    kind: str, programme: Programme, values: Mapping[str, Any], *, by: User, row: Any = None
) -> Any:
    """Add an entry to the register `kind`, or change `row`.

    A code that was left empty is made of the name. A newsletter that is not known yet is opened.
    """
    values = dict(values)
    municipalities = values.pop("municipalities", None)
    is_new = row is None
    if is_new:
        row = REGISTERS[kind]()
        if PROGRAMME_OF[kind] == "programme":
            row.programme = programme
        if hasattr(row, "is_demo"):
            row.is_demo = programme.is_demo
    else:
        row = REGISTERS[kind].objects.select_for_update().get(pk=row.pk)
    if name := values.pop("newsletter_name", ""):
        values["newsletter"], _made = Newsletter.objects.get_or_create(
            programme=programme, name=name, defaults={"is_demo": programme.is_demo}
        )
    before = {} if is_new else {name: _told(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    for name in ("code", "slug"):
        if hasattr(row, name) and not getattr(row, name):
            setattr(row, name, _free_code(kind, programme, row, name))
    row.save()
    if municipalities is not None:
        row.municipalities.set(municipalities)
    after = {name: _told(value) for name, value in values.items()}
    changed = [name for name in after if before.get(name, "") != after[name]]
    record(
        f"outreach.{kind}.{'added' if is_new else 'saved'}",
        row,
        by=by,
        before={name: before[name] for name in changed if name in before},
        after={name: after[name] for name in changed},
    )
    return row


def _told(value: Any) -> Any:
    """A value as the log keeps it."""
    return value if isinstance(value, bool | int) else str(value or "")


@transaction.atomic
def remove_entry(kind: str, row: Any, *, by: User) -> None:
    """Remove an entry. Refuses one on which others rest."""
    record(f"outreach.{kind}.removed", row, by=by, before={"title": str(row)})
    try:
        row.delete()
    except ProtectedError as error:
        raise NotAllowed(
            _("Other entries rest on this one. Change or remove them first.")
        ) from error


def _free_code(kind: str, programme: Programme, row: Any, name: str) -> str:
    """A code of the row's own name; of a presentation the same each year, of others a new one."""
    stem = slugify(getattr(row, "title", "") or getattr(row, "name", ""))[: CODE_MOST - 4] or kind
    if kind == "presentation":
        return stem
    taken = set(
        REGISTERS[kind]
        .objects.filter(programme=programme, **{f"{name}__startswith": stem})
        .values_list(name, flat=True)
    )
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
