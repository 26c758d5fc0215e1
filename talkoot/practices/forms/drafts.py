"""Input of a draft that is made from a text: the text itself, then what the person confirms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.files.rules import check_upload
from talkoot.people.models import Municipality, Organisation
from talkoot.practices.drafting.extract import FILE_TYPES, LETTERS_MAX
from talkoot.practices.drafting.propose import GIST_MOST, TIPS_MOST, TITLE_MOST
from talkoot.practices.forms.practice import StartPracticeForm
from talkoot.practices.models import LONGEST_TEXT, Practice
from talkoot.programmes.models import Programme, Sector, Theme, ThemeUse

TEXTS = ("title", "gist", "need", "what_was_done", "results", "who_took_part", "tips")


class SourceForm(StartPracticeForm):
    """A text that is already written somewhere, pasted or as a file."""

    title = None  # type: ignore[assignment]  # Proposed from the text.
    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        max_length=LETTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A report, a news item or a story of the intranet. Leave names out."),
    )
    upload = forms.FileField(
        label=_("or a file"),
        required=False,
        validators=[lambda upload: check_upload(upload, FILE_TYPES)],
        help_text=_("A Word document (.docx) or a PDF, at most 5 MB. Only its text is used."),
    )
    field_order = ["text", "upload", "kind", "organisation", "programme"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_faults = "upload" in self.errors or "text" in self.errors
        if not has_faults and bool(cleaned.get("upload")) == bool(cleaned.get("text", "").strip()):
            self.add_error("text", gettext("Paste a text or choose a file, one of the two."))
        return cleaned


class ProposalForm(Form):
    """What was found in the text: texts to correct, and classes of which nothing is chosen yet."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_MOST)
    gist = forms.CharField(
        label=_("The practice in one sentence"),
        required=False,
        max_length=GIST_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = forms.CharField(
        label=_("What was the need?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )
    what_was_done = forms.CharField(
        label=_("What was done?"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    results = forms.CharField(
        label=_("Results so far"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    who_took_part = forms.CharField(
        label=_("Who took part?"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    tips = forms.CharField(
        label=_("Tips for those who adopt it"),
        required=False,
        max_length=TIPS_MOST,
        widget=forms.Textarea,
    )
    sector = forms.ModelChoiceField(
        label=_("Is this the service area?"),
        queryset=Sector.objects.all(),
        required=False,
        widget=forms.RadioSelect,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Are these the themes?"),
        queryset=Theme.objects.filter(use=ThemeUse.PRACTICE),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ModelChoiceField(
        label=_("Is this the municipality?"),
        queryset=Municipality.objects.all(),
        required=False,
        widget=forms.RadioSelect,
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Did these organisations do it with you?"),
        queryset=Organisation.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.all(), widget=forms.HiddenInput
    )
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.filter(state=Programme.State.RUNNING),
        widget=forms.HiddenInput,
    )
    kind = forms.ChoiceField(choices=Practice.Kind, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        choices=[("fi", "fi"), ("sv", "sv"), ("en", "en")], widget=forms.HiddenInput
    )
    source = forms.CharField(
        required=False, max_length=LETTERS_MAX * 2, widget=forms.HiddenInput, strip=False
    )

    def __init__(self, *args: Any, proposed: dict[str, Sequence[Any]], **kwargs: Any) -> None:
        """`proposed` are the rows offered in sector, themes, place and partners."""
        super().__init__(*args, **kwargs)
        for name, rows in proposed.items():
            field: Any = self.fields[name]
            if not rows:
                del self.fields[name]
                continue
            choices = [(row.pk, capfirst(str(row))) for row in rows]
            if name in ("sector", "place"):
                choices.append(("", gettext("Something else, I choose later")))
            field.choices = choices
            field.is_asked = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if len(cleaned.get("themes") or ()) > 3:
            self.add_error("themes", gettext("Choose at most three themes."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What goes to the draft; what was not confirmed is left out."""
        names = (*TEXTS, "sector", "themes", "place", "partners")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
