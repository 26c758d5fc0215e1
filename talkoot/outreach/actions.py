"""Writes of the registers of communications."""

import datetime
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Series
from talkoot.files.actions import remove_file, store_bytes
from talkoot.files.images import screen_picture
from talkoot.files.models import Publicity, Retention, StoredFile
from talkoot.networks.models import Network, NetworkMember
from talkoot.outreach.models import Campaign, Newsletter
from talkoot.outreach.queries import PROGRAMME_OF, REGISTERS, trained_by_body
from talkoot.people.models import User
from talkoot.programmes.models import Programme

CODE_MOST = 60


class Trained(NamedTuple):
    """How many members were added or got more persons; how many persons were left out."""

    members: int
    left_out: int


@transaction.atomic
def save_entry(
    kind: str,
    programme: Programme,
    values: Mapping[str, Any],
    *,
    by: User | None,
    row: Any = None,
) -> Any:
    """Add an entry to the register `kind`, or change `row`.

    A code that was left empty is made of the name. A newsletter that is not known yet is opened.
    """
    values = dict(values)
    municipalities = values.pop("municipalities", None)
    is_new = row is None
    row = _locked(kind, programme, row)
    replaced = _keep_picture(row, values, by=by)
    if name := values.pop("newsletter_name", ""):
        values["newsletter"] = _newsletter(programme, name)
    before = {} if is_new else {name: _told(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    for name in ("code", "slug"):
        if hasattr(row, name) and not getattr(row, name):
            setattr(row, name, _free_code(kind, programme, row, name))
    row.save()
    if replaced is not None:
        remove_file(replaced)
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


def _newsletter(programme: Programme, name: str) -> Newsletter:
    """The first of the name, for two may have it."""
    same = {"programme": programme, "name": name}
    known = Newsletter.objects.filter(**same).order_by("pk").first()
    return known or Newsletter.objects.create(**same, is_demo=programme.is_demo)


def _locked(kind: str, programme: Programme, row: Any) -> Any:
    """The row as it is now, locked, or a new one of the programme."""
    if row is not None:
        return REGISTERS[kind].objects.select_for_update().get(pk=row.pk)
    row = REGISTERS[kind]()
    if PROGRAMME_OF[kind] == "programme":
        row.programme = programme
    if hasattr(row, "is_demo"):
        row.is_demo = programme.is_demo
    return row


def _keep_picture(row: Any, values: dict[str, Any], *, by: User | None) -> StoredFile | None:
    """Put the picture that was sent, drawn anew, or its removal into the values; gives the one
    that it replaces. Texts about a picture go with it.
    """
    upload, is_removed = values.pop("upload", None), values.pop("removes_picture", False)
    if upload:
        try:
            content = screen_picture(upload)
        except ValidationError as error:
            raise NotAllowed(error.messages[0], status=HTTPStatus.BAD_REQUEST) from error
        values["picture"] = store_bytes(
            "esittely.png",
            content,
            "image/png",
            by=by,
            publicity=Publicity.PUBLIC,
            retention=Retention.PUBLISHED,
            is_demo=row.is_demo,
        )
    elif is_removed:
        about = ("picture_alt", "picture_credit", "picture_rights")
        values |= {"picture": None, **dict.fromkeys(about, "")}
    earlier: StoredFile | None = row.picture if "picture" in values else None
    return earlier


def _told(value: Any) -> Any:
    """A value as the log keeps it."""
    return value if isinstance(value, bool | int) else str(value or "")


@transaction.atomic
def remove_entry(kind: str, row: Any, *, by: User) -> None:
    """Remove an entry. Refuses one on which others rest."""
    record(f"outreach.{kind}.removed", row, by=by, before={"title": str(row)})
    in_use = _("Other entries rest on this one. Change or remove them first.")
    has_parts = (isinstance(row, Campaign) and row.attributions.exists()) or (
        isinstance(row, Network) and (row.members.exists() or row.roles.exists())
    )
    if has_parts:
        raise NotAllowed(in_use)
    stored = getattr(row, "picture", None)
    try:
        row.delete()
    except ProtectedError as error:
        raise NotAllowed(in_use) from error
    if stored is not None:
        remove_file(stored)


@transaction.atomic
def set_training(
    network: Network, series: Sequence[Series], *, joined_on: datetime.date, by: User
) -> Trained:
    """The certificates of these series lead to the network, and the organisations of those who
    have one join it, each with as many persons; who is in already never loses any.

    Done again, it changes nothing. Who registered from no organisation of the register is left
    out, and an organisation that has left stays out until somebody is trained from it anew.
    """
    network = Network.objects.select_for_update().get(pk=network.pk)
    known = list(network.trained_in.order_by("pk"))
    chosen = sorted(series, key=lambda row: row.pk)
    if known != chosen:
        network.trained_in.set(chosen)
        record(
            "outreach.network.saved",
            network,
            by=by,
            before={"trained_in": [row.title for row in known]},
            after={"trained_in": [row.title for row in chosen]},
        )
    counts = trained_by_body(series)
    members = {row.organisation_id: row for row in network.members.filter(left_on=None)}
    gone = network.members.filter(left_on__isnull=False).order_by("left_on")
    left = {row.organisation_id: row.left_on for row in gone}
    changed = 0
    for body, (count, newest) in counts.items():
        row = members.get(body) if body else None
        left_on = left.get(body) if body and row is None else None
        has_left = left_on is not None and timezone.localdate(newest) <= left_on
        if body is None or has_left or (row is not None and row.persons >= count):
            continue
        before = {"persons": row.persons} if row else {}
        row = row or NetworkMember(
            network=network, organisation_id=body, joined_on=joined_on, is_demo=network.is_demo
        )
        row.persons = count
        row.save()
        key = "outreach.member.saved" if before else "outreach.member.added"
        record(key, row, by=by, before=before, after={"persons": count})
        changed += 1
    return Trained(changed, counts[None][0] if None in counts else 0)


def code_stem(kind: str, name: str) -> str:
    """What a code that is made of the name begins with."""
    return slugify(name)[: CODE_MOST - 4] or kind


def _free_code(kind: str, programme: Programme, row: Any, name: str) -> str:
    """A code of the row's own name; of a presentation the same each year, of others a new one."""
    stem = code_stem(kind, getattr(row, "title", "") or getattr(row, "name", ""))
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
