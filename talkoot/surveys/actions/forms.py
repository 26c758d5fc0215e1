"""Building a form: every change goes to a draft, and a published version never changes."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.ordering import move_row
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.building.bank import bank_for, follows, wording_of
from talkoot.surveys.building.lint import check_publish, name_of
from talkoot.surveys.building.outline import (
    Outline,
    answer_codes,
    check_draft,
    outline_of,
)
from talkoot.surveys.models import Item, Questionnaire, Section
from talkoot.surveys.xlsform.read import FormContent

NOT_COPIED = {"id", "questionnaire", "section"}
Part = Section | Item


@transaction.atomic
def create_form(programme: Programme, *, purpose: str, by: User, **titles: str) -> Questionnaire:
    """An empty draft; its code is made of the title."""
    form = Questionnaire.objects.create(
        programme=programme,
        code=_free_code(titles["title_fi"]),
        purpose=purpose,
        is_published=False,
        **titles,
    )
    record("surveys.questionnaire.created", form, by=by, after={"code": form.code})
    return form


@transaction.atomic
def copy_form(form: Questionnaire, programme: Programme, *, by: User) -> Questionnaire:
    """A draft of the programme's own with the same content; the form itself stays as it is."""
    copy = _copy(
        form, programme=programme, code=_free_code(f"{programme.slug}-{form.code}"), version=1
    )
    after = {"code": copy.code, "copied_from": f"{form.code} {form.version}"}
    record("surveys.questionnaire.created", copy, by=by, after=after)
    return copy


@transaction.atomic
def start_version(form: Questionnaire, *, by: User) -> Questionnaire:
    """The draft of the form's next version: a copy of this one, or the draft that there is already.

    Cases keep the version that they were written on.
    """
    newest = _newest(form.code)
    assert newest is not None
    if not newest.is_published:
        return newest
    copy = _copy(form, programme=form.programme, code=form.code, version=newest.version + 1)
    record("surveys.questionnaire.created", copy, by=by, after={"version": copy.version})
    return copy


@transaction.atomic
def import_form(content: FormContent, programme: Programme, *, by: User) -> Questionnaire:
    """A draft of what was read from a file: a new version of the programme's form of that code.

    Otherwise a new form. Questions that equal a wording of the bank follow it. Refuses while the
    form of that code has a draft, which would be lost.
    """
    values = dict(content.questionnaire)
    code = values.pop("code")
    newest = _newest(code)
    if newest and newest.programme != programme:
        newest = None
    if newest and not newest.is_published:
        raise NotAllowed(
            _("The form “%(code)s” has a draft already. Publish or delete it, then import again.")
            % {"code": code}
        )
    if newest is None:
        code = _free_code(code or values["title_fi"])
    form = Questionnaire.objects.create(
        programme=programme,
        code=code,
        version=newest.version + 1 if newest else 1,
        is_published=False,
        **values,
    )
    bank = list(bank_for(programme).order_by("-version"))
    items = [{**item, "bank_item": follows(item, bank)} for item in content.items]
    _add_parts(form, content.sections, items)
    record("surveys.questionnaire.imported", form, by=by, after={"items": len(content.items)})
    return form


@transaction.atomic
def rename_form(form: Questionnaire, *, by: User, **titles: str) -> None:
    """Change a draft's titles."""
    form = locked_draft(form)
    before = {name: getattr(form, name) for name in titles}
    for name, value in titles.items():
        setattr(form, name, value)
    form.save(update_fields=list(titles))
    record("surveys.questionnaire.changed", form, by=by, before=before, after=titles)


@transaction.atomic
def publish_form(form: Questionnaire, *, by: User) -> None:
    """From now on the version does not change, and calls and survey rounds may choose it.

    Refuses a form with a fault, see building.lint.
    """
    form = locked_draft(form)
    check_publish(outline_of(form))
    form.is_published = True
    form.save(update_fields=["is_published"])
    record("surveys.questionnaire.published", form, by=by, after={"version": form.version})


@transaction.atomic
def delete_form(form: Questionnaire, *, by: User) -> None:
    """Delete a draft; a published version stays, since answers refer to it."""
    form = locked_draft(form)
    record("surveys.questionnaire.deleted", form, by=by, before={"code": form.code})
    form.delete()


@transaction.atomic
def save_section(
    form: Questionnaire, section: Section | None, *, by: User, **fields: Any
) -> Section:
    """Add a section at the end of a draft, or change one. The first takes all questions in."""
    form = locked_draft(form)
    outline = outline_of(form)
    is_first = section is None and not outline.sections
    if section is not None:
        check_there(outline, section)
    else:
        taken = [other.code for other in outline.sections]
        code = _free_name(fields["title_fi"], taken, most=40)
        section = Section(questionnaire=form, code=code, order=len(outline.sections) + 1)
    before = {name: getattr(section, name) for name in fields if section.pk}
    for name, value in fields.items():
        setattr(section, name, value)
    section.save()
    if is_first:
        form.items.update(section=section)
    _log(form, section, by=by, before=before, after=fields)
    return section


@transaction.atomic
def save_item(form: Questionnaire, item: Item | None, *, by: User, **fields: Any) -> Item:
    """Add a question at the end of its section, or change one of a draft.

    An empty code is made of the question. When a code changes, the conditions follow. A question
    that changes its section goes to its end; one whose wording changes follows the bank no longer.
    """
    form = locked_draft(form)
    outline = outline_of(form)
    if item is not None:
        check_there(outline, item)
    others = [other.code for other in outline.items if item is None or other.pk != item.pk]
    fields["code"] = fields["code"] or _free_name(fields["text_fi"], others, most=60)
    if fields["code"] in others:
        raise NotAllowed(_("Another question has the code “%(code)s”.") % {"code": fields["code"]})
    item = item or Item(questionnaire=form, order=len(outline.items) + 1)
    before = {name: getattr(item, name) for name in fields if item.pk and name != "section"}
    moves = bool(item.pk) and item.section != fields["section"]
    for name, value in fields.items():
        setattr(item, name, value)
    if item.bank_item is not None and wording_of(item) != wording_of(item.bank_item):
        item.bank_item = None
    if moves:
        item.order = len(outline.items) + 1
    item.save()
    if before and before["code"] != item.code:
        for part in outline.dependents({before["code"]}):
            type(part).objects.filter(pk=part.pk).update(condition_item=item.code)
    _renumber(form)
    _log(
        form, item, by=by, before=before, after={k: v for k, v in fields.items() if k != "section"}
    )
    return item


@transaction.atomic
def set_condition(
    form: Questionnaire, part: Part, *, on: Item | None, values: list[str], by: User
) -> None:
    """Show the section or question only when `on` is answered by one of `values`; None: always."""
    form = locked_draft(form)
    check_there(outline_of(form), part)
    if on is not None and not (values and set(values) <= set(answer_codes(on))):
        raise NotAllowed(_("Choose at least one of the question's answers."))
    before = {"condition_item": part.condition_item, "condition_values": part.condition_values}
    part.condition_item = on.code if on else ""
    part.condition_values = values if on else []
    part.save(update_fields=["condition_item", "condition_values"])
    after = {"condition_item": part.condition_item, "condition_values": part.condition_values}
    _log(form, part, by=by, before=before, after=after)


@transaction.atomic
def move_part(form: Questionnaire, part: Part, *, step: int, by: User) -> None:
    """Move a section or question one place up (step -1) or down (1) among its neighbours.

    A question at the edge of its section goes over to the next one.
    """
    form = locked_draft(form)
    outline = outline_of(form)
    check_there(outline, part)
    row: list[Any] = list(outline.sections)
    if isinstance(part, Item):
        row = next(items for _section, items in outline.parts if part in items)
    if not move_row(row, part, step) and isinstance(part, Item):
        _step_over(outline, part, step)
    _renumber(form)
    _log(form, part, by=by, after={"step": step})


@transaction.atomic
def delete_part(form: Questionnaire, part: Part, *, by: User) -> None:
    """Delete a question, or a section with its questions.

    Refuses while a condition elsewhere refers to what would go.
    """
    form = locked_draft(form)
    outline = outline_of(form)
    check_there(outline, part)
    going: list[Part] = [part]
    if isinstance(part, Section):
        going += next(items for section, items in outline.parts if section == part)
    codes = {other.code for other in going if isinstance(other, Item)}
    left = [other for other in outline.dependents(codes) if other not in going]
    if left:
        raise NotAllowed(
            _("“%(name)s” depends on this question. Remove its condition first.")
            % {"name": name_of(left[0])}
        )
    _log(form, part, by=by, before={"deleted": part.code})
    part.delete()
    _renumber(form)


def _newest(code: str) -> Questionnaire | None:
    """The newest version, read when the earlier ones are held: two officers get the same."""
    versions = Questionnaire.objects.filter(code=code).order_by("-version")
    list(versions.select_for_update().values_list("pk"))
    return versions.first()


def locked_draft(form: Questionnaire) -> Questionnaire:
    """The row, held until the change is done; refuses a published one."""
    rows = Questionnaire.objects.select_for_update().filter(pk=form.pk)
    locked = rows.first()
    if locked is None:
        raise NotAllowed(_("Somebody has deleted this draft. Go back to the list of forms."))
    check_draft(locked)
    return locked


def check_there(outline: Outline, part: Part) -> None:
    """Refuse what somebody else has deleted meanwhile; a save would bring it back."""
    if part not in outline.sections and part not in outline.items:
        raise NotAllowed(_("The form has no such part any more. Go back to the form."))


def _log(form: Questionnaire, part: Part, *, by: User, **change: dict[str, Any]) -> None:
    """What changed, under the form; numbers as text, because the log is JSON."""
    named = {
        moment: {"part": part.code, **{name: _plain(value) for name, value in values.items()}}
        for moment, values in change.items()
    }
    record("surveys.questionnaire.changed", form, by=by, **named)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | bool | list | None) else str(value)


def _step_over(outline: Outline, item: Item, step: int) -> None:
    """Into the neighbouring section: to its end going up, to its beginning going down."""
    place = next(n for n, (_section, items) in enumerate(outline.parts) if item in items) + step
    if 0 <= place < len(outline.parts) and outline.parts[place][0] is not None:
        item.section = outline.parts[place][0]
        item.order = len(outline.items) + 1 if step < 0 else 0
        item.save(update_fields=["section", "order"])


def _renumber(form: Questionnaire) -> None:
    """Sections 1, 2 … and items 1, 2 … in the order in which they are answered."""
    outline = outline_of(form)
    for rows in (outline.sections, outline.in_order):
        changed = []
        for order, row in enumerate(rows, start=1):
            if row.order != order:
                row.order = order
                changed.append(row)
        if changed:
            type(changed[0]).objects.bulk_update(changed, ["order"])  # type: ignore[attr-defined]


def _copy(form: Questionnaire, **values: Any) -> Questionnaire:
    titles = {
        f"title_{language}": getattr(form, f"title_{language}") for language in ("fi", "sv", "en")
    }
    copy = Questionnaire.objects.create(
        purpose=form.purpose, is_published=False, **titles, **values
    )
    outline = outline_of(form)
    items = [
        {**_values(item), "section": item.section and item.section.code}
        for item in outline.in_order
    ]
    _add_parts(copy, [_values(section) for section in outline.sections], items)
    return copy


def _values(part: Part) -> dict[str, Any]:
    """The part's columns; other rows by their keys, which costs no query."""
    fields = part._meta.concrete_fields
    names = {field.attname for field in fields if field.name not in NOT_COPIED | {"order"}}
    return {name: getattr(part, name) for name in names}


def _add_parts(
    form: Questionnaire, sections: list[dict[str, Any]], items: list[dict[str, Any]]
) -> None:
    rows = [
        Section(questionnaire=form, order=order, **values)
        for order, values in enumerate(sections, start=1)
    ]
    by_code = {section.code: section for section in Section.objects.bulk_create(rows)}
    Item.objects.bulk_create(
        Item(
            questionnaire=form, order=order, **{**values, "section": by_code.get(values["section"])}
        )
        for order, values in enumerate(items, start=1)
    )


def _free_code(wanted: str) -> str:
    """A code that no form has, of the wanted words."""
    base = slugify(wanted)[:56].strip("-") or "form"
    taken = Questionnaire.objects.filter(code__startswith=base).values_list("code", flat=True)
    return _free_name(base, taken, most=60)


def _free_name(wanted: str, taken: Collection[str], *, most: int) -> str:
    base = slugify(wanted)[: most - 4].strip("-_") or "q"
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
