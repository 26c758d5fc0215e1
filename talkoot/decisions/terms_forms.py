"""Input of how a programme's decisions are challenged and its cases numbered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.decisions.queries.terms import terms_problem
from talkoot.decisions.rules.remedy import REMEDY_DAYS
from talkoot.decisions.rules.terms import TERMS, terms_mark, with_terms
from talkoot.programmes.models import Programme, RemedyRegime


def regime_words(regime: str) -> str:
    """The regime and its period in a line."""
    kind = RemedyRegime(regime)
    words = {"regime": capfirst(kind.label), "days": REMEDY_DAYS[kind]}
    if kind == RemedyRegime.PRIVATE:
        text = _("%(regime)s: no statutory remedy, reconsideration if asked for in %(days)s days")
    else:
        text = _("%(regime)s: rectification if asked for in %(days)s days")
    return str(text % words)


class TermsForm(Form):
    """The regime and the number patterns."""

    remedy_regime = forms.ChoiceField(label=_("Who decides"), widget=forms.RadioSelect)
    number_prefix = forms.SlugField(
        label=_("Prefix"),
        max_length=12,
        help_text=_("The programme's own letters in its numbers, such as TK."),
    )
    task_class = forms.RegexField(
        r"^[0-9.]*$",
        label=_("Task class"),
        max_length=20,
        required=False,
        help_text=_("Of the information-management plan, such as 00.01.02."),
        error_messages={"invalid": _("Write the task class with digits and dots, as 00.01.02.")},
    )
    case_pattern = forms.CharField(
        label=_("Pattern of case numbers"),
        max_length=60,
        help_text=_(
            "Parts: {prefix}, {number} or {number:04}, {task_class} and {year}. For example "
            "{prefix}/{number}/{year}."
        ),
    )
    decision_pattern = forms.CharField(label=_("Pattern of decision numbers"), max_length=60)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        now = {name: getattr(programme, name) for name in TERMS}
        super().__init__(*args, initial={**now, "seen": terms_mark(programme)}, **kwargs)
        self.programme = programme
        regimes: Any = self.fields["remedy_regime"]
        regimes.choices = [(value, regime_words(value)) for value in RemedyRegime.values]

    def clean_number_prefix(self) -> str:
        prefix: str = self.cleaned_data["number_prefix"]
        others = Programme.objects.exclude(pk=self.programme.pk)
        if others.filter(number_prefix__iexact=prefix).exists():
            raise ValidationError(
                _("Another programme has this prefix. Choose letters of its own.")
            )
        return prefix

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            problem = terms_problem(with_terms(self.programme, cleaned))
            if problem:
                self.add_error(*problem)
        return cleaned
