"""The item bank: taking a question from it, keeping one in it, new wordings, retiring."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User
from talkoot.surveys.actions.forms import check_there, locked_draft, save_item
from talkoot.surveys.building.bank import (
    WORDING,
    bank_for,
    can_change_bank_item,
    check_change,
    check_in_use,
    versions_of,
    wording_of,
)
from talkoot.surveys.building.outline import outline_of
from talkoot.surveys.models import BankItem, Item, Questionnaire, Section


@transaction.atomic
def take_item(form: Questionnaire, row: BankItem, *, section: Section | None, by: User) -> Item:
    """Add the bank's question to the end of a section of a draft, under the bank's code.

    Refuses one that has been retired, another programme's, and a code that the form has already.
    """
    check_in_use(row)
    if row.programme_id not in (None, form.programme_id):
        raise NotAllowed(_("This question belongs to another programme."))
    code = {"code": row.code, "section": section}
    return save_item(form, None, by=by, bank_item=row, **code, **wording_of(row))


@transaction.atomic
def keep_item(form: Questionnaire, item: Item, *, by: User) -> BankItem:
    """Put a draft's question into the programme's bank under its code; the question follows it.

    Equal to the newest version: that one. Another wording: the next version. Refuses a code that a
    shipped wording has, and a retired one.
    """
    form = locked_draft(form)
    check_there(outline_of(form), item)
    versions = bank_for(form.programme).filter(code=item.code)
    list(versions.select_for_update().values_list("pk"))  # Two officers make one version.
    newest = versions.order_by("-version").first()
    if newest is not None and wording_of(newest) == wording_of(item):
        check_in_use(newest)
        row = newest
    elif newest is not None and newest.programme_id is None:
        raise NotAllowed(
            _(
                "The product's bank has the code “%(code)s” with another wording, so answers would "
                "not compare. Give your question another code."
            )
            % {"code": item.code}
        )
    else:
        if newest is not None:
            check_in_use(newest)
        values = {"code": item.code, "programme": form.programme, **wording_of(item)}
        row = _add(newest, values, by=by)
    Item.objects.filter(pk=item.pk).update(bank_item=row)
    return row


@transaction.atomic
def reword(row: BankItem, *, by: User, **wording: Any) -> BankItem:
    """A new version with another wording; questions that follow the old one stay as they are.

    The same wording changes nothing. Refuses a shipped wording and one that is not the newest.
    """
    list(versions_of(row).select_for_update().values_list("pk"))
    check_change(by, row)
    values = {**wording_of(row), **wording}
    if values == wording_of(row):
        return row
    return _add(row, {"code": row.code, "programme": row.programme, **values}, by=by)


@transaction.atomic
def retire(row: BankItem, *, is_retired: bool, by: User) -> None:
    """No form takes the wording any more, or again; those that ask it go on. All its versions."""
    if not can_change_bank_item(by, row):
        check_change(by, row)
    versions_of(row).update(is_retired=is_retired)
    record(
        "surveys.bank_item.retired" if is_retired else "surveys.bank_item.returned",
        row,
        by=by,
        after={"code": row.code},
    )


def _add(before: BankItem | None, values: dict[str, Any], *, by: User) -> BankItem:
    version = before.version + 1 if before else 1
    row = BankItem.objects.create(version=version, **values)
    changed = [name for name in WORDING if before and getattr(before, name) != values[name]]
    after = {"code": row.code, "version": version, "changed": changed}
    record("surveys.bank_item.kept", row, by=by, after=after)
    return row
