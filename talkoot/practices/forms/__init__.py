"""Input of practices: the list's filters, the practice itself, an adoption, the office's notes."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form, ModelForm
from talkoot.core.hyphenation import SOFT_HYPHEN
from talkoot.people.models import Organisation
from talkoot.practices import rules
from talkoot.practices.listing import SORTS, Wanted
from talkoot.practices.models import Adoption, Practice
from talkoot.programmes.models import Programme, Theme, ThemeUse

TEXT_LENGTH = 200
LAST_PAGE = 100_000


def wanted_from(asked: QueryDict) -> Wanted:
    """The list's filters from the address; what makes no sense is left out."""
    text = " ".join(asked.get("q", "").replace(SOFT_HYPHEN, "").replace("\0", "").split())
    sort = asked.get("sort", "")
    usual = "relevance" if text else "newest"
    return Wanted(
        text=text[:TEXT_LENGTH],
        sectors=_codes(asked, "sector"),
        themes=_codes(asked, "theme"),
        kinds=_codes(asked, "kind"),
        regions=_codes(asked, "region"),
        sort=sort if sort in SORTS else usual,
    )


def _codes(asked: QueryDict, name: str) -> frozenset[str]:
    return frozenset(code for code in asked.getlist(name) if code and code.isprintable())


def page_number_from(asked: QueryDict) -> int:
    """The page asked for; nonsense gives the first."""
    number = asked.get("page", "")
    return min(max(int(number), 1), LAST_PAGE) if number.isdecimal() and len(number) < 9 else 1


class PracticeForm(ModelForm):
    """The author's answers. Saved incomplete; `is_sending` asks for all that publishing needs."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(use=ThemeUse.PRACTICE),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose at most three, so that others find the practice."),
    )

    class Meta:
        model = Practice
        fields = [
            "title",
            "gist",
            "need",
            "what_was_done",
            "sector",
            "may_publish",
            "themes",
            "unit_name",
            "status",
            "who_took_part",
            "results",
        ]
        labels = {
            "gist": _("The practice in one sentence"),
            "need": _("What was the need?"),
            "what_was_done": _("What was done?"),
            "who_took_part": _("Who took part?"),
            "results": _("Results so far"),
            "status": _("Where does the practice stand now?"),
            "may_publish": _("The practice may be published"),
        }
        help_texts = {
            "gist": _("What changed, and for whom? This is what others read first in a list."),
            "need": _("What did not work before?"),
            "what_was_done": _("Tell it so that another organisation can do the same."),
            "who_took_part": _("Tell groups and numbers, not names."),
            "results": _("Tell what changed and how you know it. You can complete this later."),
            "may_publish": _(
                "Our organisation gives permission, and the text names no customers "
                "or members of staff."
            ),
        }
        widgets = {
            "gist": forms.Textarea(attrs={"rows": 2}),
            "who_took_part": forms.Textarea(attrs={"rows": 2}),
            "status": forms.RadioSelect,
        }

    def __init__(self, *args: Any, is_sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_sending = is_sending
        # Required fields carry no "(optional)"; a save accepts them empty all the same.
        missing = rules.missing_answers(Practice())
        for name, sentence in missing.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.fields["sector"].empty_label = gettext("Choose")
        _capitalise(self.fields["status"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_sending:
            for name in rules.missing_answers(Practice()):
                if name != "title" and self.has_error(name, "required"):
                    del self.errors[name]
                    cleaned[name] = {"sector": None, "may_publish": False}.get(name, "")
        if len(cleaned.get("themes") or ()) > 3:
            self.add_error("themes", gettext("Choose at most three themes."))
        return cleaned


class StartPracticeForm(Form):
    """Where the practice belongs and what it is called."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Tell what you do, for example “Shift planning together”."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), empty_label=None
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.filter(state=Programme.State.RUNNING),
        empty_label=None,
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["organisation"], organisations)


class AdoptForm(Form):
    """How an organisation uses the practice. The rule, not the list, refuses an organisation."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), empty_label=None
    )
    stage = forms.ChoiceField(
        label=_("How far are you?"), choices=Adoption.Stage, widget=forms.RadioSelect
    )
    fidelity = forms.ChoiceField(
        label=_("How much did you adapt it?"),
        choices=Adoption.Fidelity,
        widget=forms.RadioSelect,
    )
    adopted_on = DateField(label=_("Since when?"), help_text=_("For example 21.11.2029"))
    note = forms.CharField(
        label=_("What did you do differently?"),
        required=False,
        max_length=600,
        widget=forms.Textarea,
        help_text=_("Shown on the practice's page. Do not write names."),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["organisation"], organisations)
        _capitalise(self.fields["stage"])
        _capitalise(self.fields["fidelity"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stage") and cleaned.get("adopted_on"):
            problem = rules.stage_problem(
                cleaned["stage"], cleaned["adopted_on"], on=timezone.localdate()
            )
            if problem:
                self.add_error("adopted_on", problem)
        return cleaned


class ReturnForm(Form):
    """What the author should complete."""

    note = forms.CharField(
        label=_("What should the author complete?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("The author gets this by mail and sees it above the form."),
        error_messages={"required": _("Tell the author what to complete.")},
    )


class WithdrawForm(Form):
    """Why a practice is no longer public."""

    note = forms.CharField(
        label=_("Why is the practice withdrawn?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("The author gets this by mail and sees it on the practice's own page."),
        error_messages={"required": _("Tell the author why the practice is withdrawn.")},
    )


def _capitalise(field: forms.Field) -> None:
    """Labels of radio buttons begin a line, unlike the same words in a sentence."""
    field.choices = [(value, capfirst(str(label))) for value, label in field.choices]


def _offer(field: forms.Field, organisations: list[Organisation]) -> None:
    """Show only these; any other that is posted meets the rule and its sentence."""
    field.widget.choices = [(organisation.pk, organisation.name) for organisation in organisations]
