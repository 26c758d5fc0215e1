"""A form field for each kind of question. A new kind: a function here, and a line in BUILDERS.

No field is required by itself: whether an answer may be missing, the form knows (forms.AnswerForm).
values.py turns the JSON of an answer into the field's value and back.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talkoot.core.forms import DateField
from talkoot.people.models import ParticipantRole
from talkoot.people.queries import organisations_named
from talkoot.surveys.bank_models import ItemKind
from talkoot.surveys.compound_fields import MatrixAnswer, RankingAnswer
from talkoot.surveys.models import Item
from talkoot.surveys.rules import TEXT_LENGTH, option_text, places_of
from talkoot.surveys.values import number_text
from talkoot.surveys.widgets import KeptFileInput, OrganisationInput, PeopleTable, StepsInput

Choices = Sequence[tuple[str, Any]]
SHORT_TEXT_LENGTH = 200
MOST_PEOPLE = 9999
RADIOS_AT_MOST = 12  # More options than this are a drop-down list.
CENT = Decimal("0.01")


class TextAnswer(forms.CharField):
    """A text whose error tells by how much to shorten it; what is too long is never cut.

    A line break counts as one character, as the count on the page does.
    """

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def run_validators(self, value: str) -> None:
        excess = len(value) - (self.max_length or len(value))
        if excess > 0:
            raise ValidationError(
                ngettext(
                    "Shorten “%(label)s” by one character.",
                    "Shorten “%(label)s” by %(count)d characters.",
                    excess,
                )
                % {"label": self.label, "count": excess},
                code="too_long",
            )
        super().run_validators(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # No maxlength: the browser would cut what is pasted without a word.


class NumberAnswer(forms.Field):
    """A number as people write it: 1 200, 1200,50 or 1.5. One sentence for every mistake."""

    def __init__(
        self,
        *,
        sentence: str,
        least: Decimal | None = None,
        most: Decimal | None = None,
        step: Decimal = CENT,
        **kwargs: Any,
    ) -> None:
        attributes = {"class": "govuk-input--width-10", "inputmode": "decimal"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)
        self.sentence, self.least, self.most, self.step = sentence, least, most, step

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = "".join(str(value or "").split()).replace("−", "-").replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValidationError(self.sentence, code="invalid") from None
        if not number.is_finite() or abs(number) >= 10**12 or number % self.step:
            raise ValidationError(self.sentence, code="invalid")
        return number

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(self.sentence, code="too_small")
        if self.most is not None and value > self.most:
            raise ValidationError(self.error_messages.get("most", self.sentence), code="too_large")


class PeopleAnswer(forms.Field):
    """How many people of each role group: {role: count}, without the empty ones."""

    widget = PeopleTable

    def to_python(self, value: Any) -> dict[str, int]:
        counts = {}
        for role in ParticipantRole:
            text = str((value or {}).get(role) or "").strip()
            if not text:
                continue
            if not text.isdecimal() or int(text[:9]) > MOST_PEOPLE:
                raise ValidationError(
                    _("Write the number of people as a whole number from 0 to %(most)s.")
                    % {"most": MOST_PEOPLE},
                    code="invalid",
                )
            if int(text):
                counts[str(role.value)] = int(text)
        return counts

    def validate(self, value: Any) -> None:
        """Nobody is an answer that the form judges."""


class SeveralAnswer(forms.MultipleChoiceField):
    """Options of which a least and a most number may be chosen."""

    least: Decimal | None = None
    most: Decimal | None = None

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if value and self.least and len(value) < self.least:
            raise ValidationError(
                _("Choose at least %(least)s options in “%(label)s”.")
                % {"least": int(self.least), "label": self.label},
                code="too_few",
            )
        if self.most and len(value) > self.most:
            raise ValidationError(
                _("Choose at most %(most)s options in “%(label)s”.")
                % {"most": int(self.most), "label": self.label},
                code="too_many",
            )


class OrganisationAnswer(forms.Field):
    """Organisations by name: what is typed is looked for in the register.

    Gives the key, or with `most` over one a list of keys. A name that fits several, or none, is
    told with what to write instead.
    """

    widget = OrganisationInput

    def __init__(self, *, most: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        self.widget.most = most

    def to_python(self, value: Any) -> Any:
        keys: list[str] = []
        for name in dict.fromkeys(" ".join(str(name).split()) for name in value or []):
            if not name:
                continue
            found = organisations_named(name)
            if len(found) != 1:
                raise ValidationError(self._which(name, [str(row) for row in found]), code="which")
            keys.append(found[0].key)
        keys = list(dict.fromkeys(keys))
        return keys if self.most > 1 else next(iter(keys), "")

    def _which(self, name: str, found: list[str]) -> str:
        if found:
            return _("“%(name)s” fits several organisations: %(found)s. Write the whole name.") % {
                "name": name,
                "found": ", ".join(found),
            }
        return _(
            "The register has no organisation “%(name)s”. Check the spelling, or write a part of "
            "the name."
        ) % {"name": name}


def field_of(item: Item, options: Choices = ()) -> forms.Field:
    """The field of an item; `options` are the choices of kinds that have them."""
    field = BUILDERS[Item.Kind(item.kind)](item, options)
    field.required = field.widget.is_required = False
    field.label = item.text
    field.help_text = escape(item.help)  # Shown as markup, written by people.
    field.is_asked = item.is_required  # type: ignore[attr-defined]
    return field


def _short_text(item: Item, _options: Choices) -> forms.Field:
    return TextAnswer(max_length=item.max_length or SHORT_TEXT_LENGTH)


def _text(item: Item, _options: Choices) -> forms.Field:
    limit = item.max_length or TEXT_LENGTH
    rows = 3 if limit <= 400 else 5
    return TextAnswer(max_length=limit, widget=forms.Textarea(attrs={"rows": rows}))


def _one(item: Item, options: Choices) -> forms.Field:
    wrong = _("Answer the question “%(question)s” with one of the options.") % {
        "question": item.text
    }
    is_long = len(options) > RADIOS_AT_MOST
    if is_long:
        options = [("", _("Choose")), *options]
    return forms.ChoiceField(
        choices=options,
        widget=forms.Select if is_long else forms.RadioSelect,
        error_messages={"invalid_choice": wrong},
    )


def _steps(item: Item, options: Choices) -> forms.Field:
    field = _one(item, options)
    field.widget = StepsInput(choices=options)
    return field


def _ranking(item: Item, options: Choices) -> forms.Field:
    return RankingAnswer(options=options, places=places_of(item))


def _matrix(item: Item, options: Choices) -> forms.Field:
    rows = [(row["code"], option_text(row)) for row in item.rows]
    return MatrixAnswer(rows=rows, steps=options)


def _several(item: Item, options: Choices) -> forms.Field:
    wrong = _("Answer the question “%(question)s” with the options given.") % {
        "question": item.text
    }
    field = SeveralAnswer(
        choices=options,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": wrong, "invalid_list": wrong},
    )
    field.least, field.most = item.least, item.most
    return field


def _number(item: Item, _options: Choices) -> forms.Field:
    label = {"label": item.text, "least": number_text(item.least), "most": number_text(item.most)}
    if item.least is not None and item.most is not None:
        sentence = _("Write “%(label)s” as a number from %(least)s to %(most)s.")
    elif item.least is not None:
        sentence = _("Write “%(label)s” as a number, at least %(least)s.")
    elif item.most is not None:
        sentence = _("Write “%(label)s” as a number, at most %(most)s.")
    else:
        sentence = _("Write “%(label)s” as a number, for example 12.")
    return NumberAnswer(sentence=sentence % label, least=item.least, most=item.most)


def _money(item: Item, _options: Choices) -> forms.Field:
    label = {"label": item.text, "most": number_text(item.most)}
    sentence = _("Write “%(label)s” in euros, for example 1200 or 1200,50.")
    if item.most is not None:
        sentence = _("Write “%(label)s” in euros, at most %(most)s.")
    least = Decimal(0) if item.least is None else item.least
    return NumberAnswer(sentence=sentence % label, least=least, most=item.most)


def _date(_item: Item, _options: Choices) -> forms.Field:
    return DateField()


def _file(_item: Item, _options: Choices) -> forms.Field:
    empty = gettext_lazy("The file is empty. Choose another file.")
    return forms.FileField(widget=KeptFileInput, error_messages={"empty": empty})


def _organisation(item: Item, options: Choices) -> forms.Field:
    if options:
        wrong = _("Choose one of the organisations in the list.")
        return forms.ChoiceField(
            choices=options, widget=forms.Select, error_messages={"invalid_choice": wrong}
        )
    return OrganisationAnswer(most=int(item.most or 1))


def _people(_item: Item, _options: Choices) -> forms.Field:
    return PeopleAnswer()


BUILDERS: dict[ItemKind, Callable[[Item, Choices], forms.Field]] = {
    Item.Kind.GRADE: _one,
    Item.Kind.EFFECT: _one,
    Item.Kind.YES_NO: _one,
    Item.Kind.SCALE: _one,
    Item.Kind.ONE: _one,
    Item.Kind.SEVERAL: _several,
    Item.Kind.SCHOOL_GRADE: _one,
    Item.Kind.NPS: _steps,
    Item.Kind.RANKING: _ranking,
    Item.Kind.MATRIX: _matrix,
    Item.Kind.SHORT_TEXT: _short_text,
    Item.Kind.TEXT: _text,
    Item.Kind.NUMBER: _number,
    Item.Kind.MONEY: _money,
    Item.Kind.DATE: _date,
    Item.Kind.FILE: _file,
    Item.Kind.ORGANISATION: _organisation,
    Item.Kind.PEOPLE: _people,
}
