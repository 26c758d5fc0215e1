"""A form as a whole, in the order in which it is answered; who sees it and who changes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.grades import GRADES
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer, office_ids
from talkoot.surveys.models import Item, Questionnaire, Section
from talkoot.surveys.rules import CANNOT_SAY, CANNOT_SAY_KINDS, EFFECT_STEPS, codes_of
from talkoot.surveys.texts import options_of

LANGUAGES = ("fi", "sv", "en")
OPTION_KINDS = frozenset({Item.Kind.ONE, Item.Kind.SEVERAL})
FIXED_CODES = {
    Item.Kind.YES_NO: ("yes", "no"),
    Item.Kind.GRADE: ("5", "4", "3", "2", "1"),
    Item.Kind.EFFECT: EFFECT_STEPS,
    Item.Kind.NPS: tuple(str(step) for step in range(11)),
    Item.Kind.SCHOOL_GRADE: tuple(GRADES),
}


@dataclass(frozen=True)
class Outline:
    """A questionnaire with its sections and items, each in its order."""

    questionnaire: Questionnaire
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @cached_property
    def parts(self) -> list[tuple[Section | None, list[Item]]]:
        """The pages of the form. The first is None when items stand outside the sections."""
        found: list[tuple[Section | None, list[Item]]] = [
            (section, [item for item in self.items if _is_in(item, section)])
            for section in self.sections
        ]
        loose = [item for item in self.items if _section_of(item) is None]
        return [(None, loose), *found] if loose or not found else found

    @cached_property
    def in_order(self) -> list[Item]:
        """Items as the applicant meets them."""
        return [item for _section, items in self.parts for item in items]

    def item(self, code: str) -> Item | None:
        """The item with the code."""
        return next((item for item in self.items if item.code == code), None)

    def before(self, part: Section | Item) -> Iterator[Item]:
        """Items that have been met before the section or item begins."""
        for section, items in self.parts:
            if section is part:
                return
            for item in items:
                if item is part:
                    return
                yield item

    def dependents(self, codes: set[str]) -> list[Section | Item]:
        """Sections and items whose condition refers to one of the items."""
        every: list[Section | Item] = [*self.sections, *self.items]
        return [part for part in every if part.condition_item in codes]


def _section_of(item: Item) -> Any:
    return item.section_id or item.section


def _is_in(item: Item, section: Section) -> bool:
    # Rows that are not saved yet have no keys and know each other as objects.
    return item.section_id == section.pk if section.pk else item.section is section


def answer_codes(item: Item) -> list[str]:
    """The codes that an answer may be, for a kind that is chosen from a list; else empty."""
    if item.kind in OPTION_KINDS:
        return codes_of(item.options)
    codes = step_codes(item)
    is_open = bool(codes) and item.has_cannot_say and item.kind in CANNOT_SAY_KINDS
    return [*codes, CANNOT_SAY] if is_open else codes


def step_codes(item: Item) -> list[str]:
    """The steps of a kind that has the same ones in each question, and of a scale."""
    if item.kind == Item.Kind.SCALE:
        least = 1 if item.least is None else int(item.least)
        most = 5 if item.most is None else int(item.most)
        return [str(step) for step in range(least, most + 1)]
    return list(FIXED_CODES.get(Item.Kind(item.kind), ()))


def condition_in_words(outline: Outline, part: Section | Item) -> str:
    """When the section or question is shown; empty when it always is."""
    if not part.condition_item:
        return ""
    asked = outline.item(part.condition_item)
    texts = dict(options_of(asked)) if asked else {}
    answers = _("” or “").join(str(texts.get(value, value)) for value in part.condition_values)
    return _("Shown if “%(question)s” is “%(answers)s”.") % {
        "question": asked.text if asked else part.condition_item,
        "answers": answers,
    }


def outline_of(questionnaire: Questionnaire) -> Outline:
    """Two queries, none if both are prefetched; each item knows its section."""
    sections = {section.pk: section for section in questionnaire.sections.all()}
    items = list(questionnaire.items.all())
    for item in items:
        item.section = sections.get(item.section_id or 0)
    return Outline(questionnaire, list(sections.values()), items)


def can_see_form(user: Any, questionnaire: Questionnaire) -> bool:
    """The forms of one's own programmes, and those that the product ships, in every office."""
    if questionnaire.programme is None:
        return bool(office_ids(user))
    return is_officer(user, questionnaire.programme.office_id)


def can_change_form(user: Any, questionnaire: Questionnaire) -> bool:
    """One's own alone: a shipped form is copied first."""
    return questionnaire.programme is not None and can_see_form(user, questionnaire)


def check_draft(questionnaire: Questionnaire) -> None:
    """Refuse to change what has been published: answers refer to its wording."""
    if questionnaire.is_published:
        raise NotAllowed(
            _(
                "A published form does not change, because answers refer to it. Make a new version "
                "of it and change that."
            )
        )


def get_form(
    user: Any, pk: int, *, can: Callable[[Any, Questionnaire], bool] = can_see_form
) -> Questionnaire:
    """The questionnaire that `user` may reach by rule `can`, else NotFound."""
    return fetch(Questionnaire.objects.select_related("programme"), user, can, pk=pk)


def forms_of(user: Any) -> "QuerySet[Questionnaire]":
    """Forms of the person's offices and the shipped ones: by code, the newest version first."""
    return (
        Questionnaire.objects.filter(Q(programme__office__in=office_ids(user)) | Q(programme=None))
        .select_related("programme")
        .order_by(F("programme__name_fi").asc(nulls_last=True), "purpose", "code", "-version")
    )


def published_forms(user: Any, purpose: str) -> "QuerySet[Questionnaire]":
    """What a call or a survey round may choose: published, one's own programmes' and shipped."""
    return forms_of(user).filter(is_published=True, purpose=purpose)
