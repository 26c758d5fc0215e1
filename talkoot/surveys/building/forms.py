"""What the office fills in when it builds a form."""

import json
import re
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.core.seen import SeenForm, mark_of
from talkoot.files.models import Publicity
from talkoot.files.rules import check_upload
from talkoot.programmes.models import Programme
from talkoot.surveys.building.outline import LANGUAGES
from talkoot.surveys.models import BankItem, Item, Questionnaire, Section
from talkoot.surveys.rules import CANNOT_SAY_KINDS
from talkoot.surveys.texts import CHOSEN_KINDS

Kind = Item.Kind
LANGUAGE_LABELS = {"fi": _("in Finnish"), "sv": _("in Swedish"), "en": _("in English")}
TEXT_LENGTHS = {Kind.SHORT_TEXT: 160, Kind.TEXT: 1200}
BOUNDED = frozenset({Kind.SEVERAL, Kind.SCALE, Kind.NUMBER, Kind.MONEY})
WHOLE = frozenset({Kind.SEVERAL, Kind.SCALE, Kind.RANKING})
# An item in a form has columns whose values its kind has no use for; these are what they are then.
NOT_USED: dict[str, Any] = {
    "options": [],
    "rows": [],
    "has_cannot_say": False,
    "max_length": None,
    "least": None,
    "most": None,
}
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
MARK = re.compile(r"(?<!\\)\|")


def fingerprint(part: Section | Item | BankItem) -> str:
    """Tells whether a section or question has changed since somebody opened its page."""
    content = model_to_dict(part, exclude=["order"])
    return mark_of(json.dumps(content, sort_keys=True, default=str))


class _BuildForm(Form):
    """A form with texts in three languages; line ends are kept as one character."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class _PartForm(_BuildForm, SeenForm):
    """A section or question; refuses to write over what somebody else has saved meanwhile."""

    written_over = _(
        "Somebody has changed this while you wrote. Your text is below; look at theirs on the "
        "form's page, then save again."
    )

    def __init__(
        self, *args: Any, part: Section | Item | BankItem | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", None) or {}
        if part is not None:
            initial = {**model_to_dict(part), **initial}
        super().__init__(*args, initial=initial, **kwargs)
        self.row = part

    @property
    def seen(self) -> str:
        """Also what the form does not show changes it."""
        return fingerprint(self.row) if self.row is not None else ""


class TitleForm(_BuildForm):
    """A form's name."""

    title_fi = forms.CharField(label=_("Title in Finnish"), max_length=160)
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=160, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)


class _OwnedForm(_BuildForm):
    """A form that asks whose programme's the new form is; hidden when there is one only."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        field.queryset = programmes  # type: ignore[attr-defined]
        if len(programmes) == 1:
            field.widget = forms.HiddenInput()
            self.initial["programme"] = programmes[0].pk


class NewForm(TitleForm, _OwnedForm):
    """A new, empty form."""

    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        widget=forms.RadioSelect,
        choices=[(value, capfirst(label)) for value, label in Questionnaire.Purpose.choices],
        initial=Questionnaire.Purpose.APPLICATION,
    )
    field_order = ("purpose", "title_fi", "title_sv", "title_en", "programme")


class CopyForm(_OwnedForm):
    """Whose the copy will be."""


class ImportForm(_OwnedForm):
    """A form from a file."""

    file = forms.FileField(
        label=_("XLSForm workbook"),
        help_text=_("An .xlsx file with the sheets survey and choices."),
        validators=[lambda upload: check_upload(upload, frozenset({"xlsx"}))],
    )
    field_order = ("file", "programme")


class SectionForm(_PartForm):
    """A page of the form."""

    title_fi = forms.CharField(label=_("Title in Finnish"), max_length=160)
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=160, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    intro_fi = forms.CharField(
        label=_("Introduction in Finnish"), max_length=2000, required=False, widget=forms.Textarea
    )
    intro_sv = forms.CharField(
        label=_("Introduction in Swedish"), max_length=2000, required=False, widget=forms.Textarea
    )
    intro_en = forms.CharField(
        label=_("Introduction in English"), max_length=2000, required=False, widget=forms.Textarea
    )


class OptionsField(forms.CharField):
    """Options as lines “code | suomi | svenska | English”; a bare text makes its own code."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(_parts(option)) for option in value)

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        faults: list[str] = []
        options: list[dict[str, str]] = []
        for number, line in enumerate((value or "").splitlines(), start=1):
            if not line.strip():
                continue
            parts = [part.strip().replace("\\|", "|") for part in MARK.split(line)]
            code, *texts = parts if len(parts) > 1 else [slugify(parts[0])[:60], *parts]
            taken = {option["code"] for option in options}
            if problem := _option_problem(code, texts, taken):
                faults.append(
                    gettext("Row %(number)s: %(problem)s") % {"number": number, "problem": problem}
                )
            texts += [""] * (3 - len(texts))
            options.append({"code": code, **dict(zip(LANGUAGES, texts, strict=False))})
        if faults:
            raise forms.ValidationError(faults)
        return options


def _parts(option: dict[str, str]) -> list[str]:
    """The code and the texts up to the last that there is."""
    parts = [option["code"], *(option.get(name, "").replace("|", "\\|") for name in LANGUAGES)]
    while not parts[-1]:
        parts.pop()
    return parts


def _option_problem(code: str, texts: list[str], taken: set[str]) -> str:
    if not CODE.fullmatch(code):
        return gettext("a code has small letters a–z, digits, hyphens and underscores only.")
    if code in taken:
        return gettext("the code “%(code)s” is above already.") % {"code": code}
    if not texts[0]:
        return gettext("the text in Finnish is missing.")
    if len(texts) > 3:
        return gettext("there are too many parts; write \\| for a bar inside a text.")
    return ""


class WordingForm(_PartForm):
    """What is asked, and how it is answered; only what the kind has a use for is asked."""

    text_fi = forms.CharField(label=_("Question in Finnish"), max_length=300)
    text_sv = forms.CharField(label=_("Question in Swedish"), max_length=300, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    help_fi = forms.CharField(label=_("Help in Finnish"), max_length=500, required=False)
    help_sv = forms.CharField(label=_("Help in Swedish"), max_length=500, required=False)
    help_en = forms.CharField(label=_("Help in English"), max_length=500, required=False)
    options = OptionsField(
        label=_("Options, one on each row"),
        required=False,
        help_text=_("code | suomi | svenska | English"),
    )
    rows = OptionsField(
        label=_("Rows, one on each row"),
        required=False,
        help_text=_("code | suomi | svenska | English"),
    )
    max_length = forms.IntegerField(
        label=_("At most how many characters?"), min_value=1, max_value=20000
    )
    least = forms.DecimalField(
        label=_("At least"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    most = forms.DecimalField(
        label=_("At most"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    has_cannot_say = forms.BooleanField(label=_("Can be answered “cannot say”"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: results are shown from 20 answers on"), required=False
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        self._drop_unused()
        for name, label in self._labels().items():
            self.fields[name].label = label

    def _drop_unused(self) -> None:
        """Leave what this kind needs; a scale asks for both of its ends."""
        needs = {
            "options": self.kind in CHOSEN_KINDS | {Kind.SCALE},
            "rows": self.kind == Kind.MATRIX,
            "max_length": self.kind in TEXT_LENGTHS,
            "least": self.kind in BOUNDED,
            "most": self.kind in BOUNDED | {Kind.RANKING},
            "has_cannot_say": self.kind in CANNOT_SAY_KINDS,
        }
        for name in [name for name, is_needed in needs.items() if not is_needed]:
            del self.fields[name]
        if "max_length" in self.fields:
            self.fields["max_length"].initial = TEXT_LENGTHS[self.kind]
        if self.kind == Kind.SCALE:
            for name in ("least", "most"):
                self.fields[name].required = True

    def _labels(self) -> dict[str, str]:
        """What the fields are called where the kind gives them a meaning of its own."""
        if self.kind == Kind.SEVERAL:
            return {
                "least": gettext("At least how many options?"),
                "most": gettext("At most how many options?"),
            }
        if self.kind == Kind.SCALE:
            return {"options": gettext("Names of the steps, one on each row")}
        if self.kind == Kind.MATRIX:
            return {"options": gettext("Steps of the scale, one on each row")}
        if self.kind == Kind.RANKING:
            return {
                "options": gettext("What is put in order, one on each row"),
                "most": gettext("How many of the best are put in order? Empty: all"),
            }
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        least, most = cleaned.get("least"), cleaned.get("most")
        for name, end in (("least", least), ("most", most)):
            if self.kind in WHOLE and end is not None and end != int(end):
                self.add_error(name, gettext("Write a whole number."))
        if least is not None and most is not None and least > most:
            self.add_error("most", gettext("The most must be at least the least. Change one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns of the question."""
        return {**NOT_USED, **self.cleaned_data, "kind": self.kind.value}


class ItemForm(WordingForm):
    """A question of a form."""

    is_required = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.none(), empty_label=None
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=60,
        help_text=_(
            "Answers are kept and compared by the code, so keep it over versions. Left empty, it "
            "is made of the question."
        ),
    )
    is_organisation_fact = forms.BooleanField(
        label=_("A fact of the organisation: asked once, filled in next time"), required=False
    )
    publicity = forms.ChoiceField(
        label=_("Publicity of the answer"),
        choices=[(value, capfirst(label)) for value, label in Publicity.choices],
        initial=Publicity.PARTY,
    )
    secrecy_ground = forms.CharField(
        label=_("Ground for secrecy"),
        required=False,
        max_length=200,
        help_text=_("For example: Openness Act, section 24, subsection 1, paragraph 20"),
    )

    RARE = (
        "code", "section", "is_sensitive", "is_organisation_fact", "publicity", "secrecy_ground",
    )  # fmt: skip

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sections:
            del self.fields["section"]
            return
        field = self.fields["section"]
        field.queryset = Section.objects.filter(questionnaire=sections[0].questionnaire_id)  # type: ignore[attr-defined]

    def common(self) -> list[forms.BoundField]:
        """Fields that every question needs to be thought of."""
        return [field for field in self.visible_fields() if field.name not in self.RARE]

    def rare(self) -> list[forms.BoundField]:
        """Fields that are mostly left as they are."""
        return [field for field in self.visible_fields() if field.name in self.RARE]

    def has_rare_errors(self) -> bool:
        return any(field.errors for field in self.rare())

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(
                gettext("Use small letters a–z, digits, hyphens and underscores in the code.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("publicity") == Publicity.SECRET and not cleaned.get("secrecy_ground"):
            self.add_error("secrecy_ground", gettext("Give the ground for secrecy."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {"section": None, **super().values()}


class ConditionForm(Form):
    """Which answers of another question bring this one up."""

    values = forms.MultipleChoiceField(
        label=_("Shown when the answer is one of these"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, options: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["values"].choices = options  # type: ignore[attr-defined]
