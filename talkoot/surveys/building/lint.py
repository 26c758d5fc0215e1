"""What a form lacks before it can be published, and what its maker should think over."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.refusals import NotAllowed
from talkoot.files.models import Publicity
from talkoot.surveys.building.bank import newest
from talkoot.surveys.building.outline import Outline, answer_codes, step_codes
from talkoot.surveys.building.uses import Use, use_of
from talkoot.surveys.models import BankItem, Item, Questionnaire, Section
from talkoot.surveys.rules import CANNOT_SAY, codes_of, minutes_to_answer
from talkoot.surveys.texts import CHOSEN_KINDS

MINUTES_MAX = 30
SCALE_STEPS_MAX = 11
# A question that fewer than one in five of at least ten have answered is told as unused.
UNUSED_PERCENT = 20
UNUSED_LEAST = 10


@dataclass(frozen=True)
class Fault:
    """One finding. `item` or `section` is the code of what it is about; a warning lets publish."""

    sentence: str
    item: str = ""
    section: str = ""
    is_warning: bool = False


def faults_of(outline: Outline) -> list[Fault]:
    """All findings: what forbids publishing first, then warnings, each in the form's order."""
    use = use_of(outline.questionnaire)
    found = [
        *_structure(outline),
        *(fault for section in outline.sections for fault in _condition(outline, section)),
        *(fault for item in outline.in_order for fault in _item(outline, item, use)),
        *_languages(outline),
        *_burden(outline),
        *_unused(outline, use),
        *_behind(outline),
    ]
    return sorted(found, key=lambda fault: fault.is_warning)


def check_publish(outline: Outline) -> None:
    """Refuse a form that has a fault which is no mere warning."""
    faults = [fault.sentence for fault in faults_of(outline) if not fault.is_warning]
    if faults:
        raise NotAllowed(
            _("The form cannot be published yet. %(first)s") % {"first": faults[0]},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )


def _structure(outline: Outline) -> Iterator[Fault]:
    if not outline.items:
        yield Fault(_("The form has no questions. Add at least one."))
    for section, items in outline.parts:
        if section is None and outline.sections and items:
            for item in items:
                sentence = _("“%(name)s” is in no section. Move it to one.")
                yield Fault(sentence % {"name": name_of(item)}, item=item.code)
        elif section is not None and not items:
            sentence = _("The section “%(name)s” has no questions. Add one or delete the section.")
            yield Fault(sentence % {"name": name_of(section)}, section=section.code)


def _item(outline: Outline, item: Item, use: Use | None) -> Iterator[Fault]:
    name = {"name": name_of(item)}
    for sentence in (*_options(item, use, name), *_limits(item, use, name)):
        yield Fault(sentence, item=item.code)
    kinds = use.kinds.get(item.code) if use else None
    if kinds and item.kind not in kinds:
        labels = _(" or ").join(f"“{Item.Kind(kind).label}”" for kind in sorted(kinds))
        sentence = _(
            "The code “%(code)s” belongs to a question of the kind %(kinds)s. Change the kind or "
            "the code of “%(name)s”."
        )
        yield Fault(sentence % {"code": item.code, "kinds": labels, **name}, item=item.code)
    if item.publicity == Publicity.SECRET and not item.secrecy_ground:
        sentence = _("“%(name)s” is secret without a ground. Give the ground.")
        yield Fault(sentence % name, item=item.code)
    yield from _condition(outline, item)


def _options(item: Item, use: Use | None, name: dict[str, str]) -> Iterator[str]:
    if item.kind not in CHOSEN_KINDS or (use and item.code in use.own_options):
        return
    codes = codes_of(item.options)
    if not codes:
        yield _("“%(name)s” has no options. Add them.") % name
    if len(codes) == 1 and item.kind == Item.Kind.ONE and not item.is_required:
        sentence = _("“%(name)s” has one option and may be left empty. Require it or add options.")
        yield sentence % name
    if len(codes) != len(set(codes)):
        yield _("“%(name)s” has two options with the same code. Change one of them.") % name
    if item.kind in (Item.Kind.RANKING, Item.Kind.MATRIX) and len(codes) == 1:
        yield _("“%(name)s” has one option only. Add another.") % name
    if item.kind == Item.Kind.MATRIX:
        yield from _rows(item, codes, name)
    if item.kind == Item.Kind.SEVERAL and codes and (item.least or 0) > len(codes):
        yield _("“%(name)s” asks for more options than it has. Lower the least number.") % name


def _rows(item: Item, steps: list[str], name: dict[str, str]) -> Iterator[str]:
    rows = codes_of(item.rows)
    if not rows:
        yield _("“%(name)s” has no rows. Add them.") % name
    if len(rows) != len(set(rows)):
        yield _("“%(name)s” has two rows with the same code. Change one of them.") % name
    if CANNOT_SAY in steps:
        yield _("“%(name)s” has its own step “cannot say”. Remove it and tick the box.") % name


def _limits(item: Item, use: Use | None, name: dict[str, str]) -> Iterator[str]:
    if item.least is not None and item.most is not None and item.least > item.most:
        yield _("The least of “%(name)s” is more than its most. Change one of them.") % name
    if item.kind == Item.Kind.SCALE and not 2 <= len(step_codes(item)) <= SCALE_STEPS_MAX:
        yield _("The scale of “%(name)s” must have 2 to 11 steps.") % name
    longest = use.lengths.get(item.code) if use else None
    if longest and (item.max_length or 0) > longest:
        sentence = _("The answer to “%(name)s” can hold %(longest)s characters. Lower its limit.")
        yield sentence % {"longest": longest, **name}


def _condition(outline: Outline, part: Section | Item) -> Iterator[Fault]:
    if not part.condition_item:
        return
    asked = outline.item(part.condition_item)
    if asked is None or asked not in outline.before(part):
        sentence = _(
            "The condition of “%(name)s” must refer to a question before it. Move or change it."
        )
    elif not part.condition_values or not set(part.condition_values) <= set(answer_codes(asked)):
        sentence = _("The condition of “%(name)s” names answers that are not there. Choose again.")
    else:
        return
    is_item = isinstance(part, Item)
    yield Fault(
        sentence % {"name": name_of(part)},
        item=part.code if is_item else "",
        section="" if is_item else part.code,
    )


def _languages(outline: Outline) -> Iterator[Fault]:
    named: list[tuple[Questionnaire | Section | Item, str]] = [(outline.questionnaire, "title")]
    named += [(section, text) for section in outline.sections for text in ("title", "intro")]
    named += [(item, text) for item in outline.items for text in ("text", "help")]
    options = [option for item in outline.items for option in [*item.options, *item.rows]]
    for language, name in {"sv": _("Swedish"), "en": _("English")}.items():
        gaps = sum(_lacks(row, text, language) for row, text in named)
        gaps += sum(not option.get(language) for option in options)
        if gaps:
            sentence = ngettext(
                "%(count)s text lacks a translation: %(language)s. It is shown in Finnish.",
                "%(count)s texts lack a translation: %(language)s. They are shown in Finnish.",
                gaps,
            )
            yield Fault(sentence % {"count": gaps, "language": name}, is_warning=True)


def _lacks(row: Questionnaire | Section | Item, name: str, language: str) -> bool:
    return bool(getattr(row, f"{name}_fi")) and not getattr(row, f"{name}_{language}")


def _burden(outline: Outline) -> Iterator[Fault]:
    minutes = minutes_to_answer(outline.items)
    if minutes > MINUTES_MAX:
        sentence = _(
            "Answering takes about %(minutes)s minutes. Ask less: over %(most)s minutes many leave "
            "the form unfinished."
        )
        yield Fault(sentence % {"minutes": minutes, "most": MINUTES_MAX}, is_warning=True)


def _unused(outline: Outline, use: Use | None) -> Iterator[Fault]:
    """Questions that those who answered the earlier versions mostly left empty."""
    form = outline.questionnaire
    if use is None or form.is_published or form.version < 2:
        return
    earlier = Questionnaire.objects.filter(code=form.code, version__lt=form.version)
    ids = list(earlier.filter(is_published=True).values_list("pk", flat=True))
    answered = use.answered(ids)
    if answered.n < UNUSED_LEAST:
        return
    asked = set(Item.objects.filter(questionnaire__in=ids).values_list("code", flat=True))
    for item in outline.in_order:
        count = answered.counts.get(item.code, 0)
        is_rare = 100 * count < UNUSED_PERCENT * answered.n
        if item.code in asked and not item.condition_item and is_rare:
            sentence = _("%(count)s of %(n)s have answered “%(name)s” so far. Is it needed?")
            values = {"count": count, "n": answered.n, "name": name_of(item)}
            yield Fault(sentence % values, item=item.code, is_warning=True)


def _behind(outline: Outline) -> Iterator[Fault]:
    """Questions that follow a wording of the bank which has a newer version."""
    if outline.questionnaire.is_published:
        return
    followed = {item.bank_item_id: item for item in outline.in_order if item.bank_item_id}
    if not followed:
        return
    rows = newest(BankItem.objects.filter(pk__in=followed), with_retired=True)
    current = set(rows.values_list("pk", flat=True))
    for key, item in followed.items():
        if key not in current:
            sentence = _("The bank has a newer wording of “%(name)s”. Use it if rounds may differ.")
            yield Fault(sentence % {"name": name_of(item)}, item=item.code, is_warning=True)


def name_of(part: Section | Item) -> str:
    """A section's title or a question, short enough for a sentence."""
    return Truncator(str(part)).chars(60)
