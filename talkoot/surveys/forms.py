"""The form of a questionnaire."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.forms import Form
from talkoot.surveys.models import Item
from talkoot.surveys.rules import EFFECT_STEPS, TEXT_LENGTH


class SurveyForm(Form):
    """One field for each item, named by the item's code."""

    def __init__(self, items: Iterable[Item], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[item.code] = _field(item)


def choices_of(kind: str) -> list[tuple[str, str]]:
    """What may be answered to an item of this kind, in the active language; empty for a text."""
    effects = [
        _("very positively"),
        _("somewhat positively"),
        _("not at all"),
        _("somewhat negatively"),
        _("very negatively"),
        _("cannot say"),
    ]
    choices: dict[str, list[tuple[str, str]]] = {
        Item.Kind.GRADE: [
            ("5", _("5 – excellent, fully agree")),
            ("4", "4"),
            ("3", "3"),
            ("2", "2"),
            ("1", _("1 – poor, fully disagree")),
        ],
        Item.Kind.EFFECT: list(zip(EFFECT_STEPS, effects, strict=True)),
        Item.Kind.YES_NO: [("yes", _("yes")), ("no", _("no"))],
    }
    return choices.get(kind, [])


def _field(item: Item) -> forms.Field:
    if item.kind == Item.Kind.TEXT:
        return forms.CharField(
            label=item.text,
            required=item.is_required,
            max_length=TEXT_LENGTH,
            widget=forms.Textarea,
            help_text=_("Do not write names or other personal data."),
            error_messages={
                "required": _("Write an answer to the question “%(question)s”.")
                % {"question": item.text},
                "max_length": _("Shorten your answer to at most %(limit)s characters.")
                % {"limit": TEXT_LENGTH},
            },
        )
    return forms.ChoiceField(
        label=item.text,
        required=item.is_required,
        choices=[(value, capfirst(label)) for value, label in choices_of(item.kind)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Answer the question “%(question)s”.") % {"question": item.text},
            "invalid_choice": _("Answer the question “%(question)s” with one of the options.")
            % {"question": item.text},
        },
    )
