"""The form of a correction: an error in a signed decision and what stands in its place."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import days_text, local_date
from talkoot.core.forms import DateField, Form
from talkoot.decisions.forms import DaysField, LinesField
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.rules.correction import (
    Grounds,
    Numbers,
    consent_problem,
    numbers_of,
    numbers_problem,
)

NUMBERS = ("days", "use_by")


class CorrectionForm(Form):
    """Words and, of a grant in force, its days and the last day to use them."""

    kind = forms.ChoiceField(
        label=_("Kind of error"),
        choices=[(kind.value, capfirst(kind.label)) for kind in Correction.Kind],
        widget=forms.RadioSelect,
    )
    text = LinesField(
        label=_("What is corrected and how"),
        help_text=_("Quote the wrong place and tell what stands in its stead."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    days = DaysField(
        label=_("Days granted, corrected"),
        required=False,
        min_value=0,
        max_digits=4,
        decimal_places=1,
        error_messages={"invalid": _("Write the days as a number, for example 1 or 1,5.")},
    )
    use_by = DateField(label=_("To be used by, corrected"), required=False)
    reasons = LinesField(
        label=_("Reasons"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    is_adverse = forms.BooleanField(
        label=_("The correction is to the applicant's loss"),
        help_text=_("Fewer days and an earlier last day always are."),
        required=False,
    )
    consent = forms.CharField(
        label=_("Consent of the applicant"),
        help_text=_(
            "Who consented, when and how, for example: Maija Mallikas by e-mail on 3 March 2026."
        ),
        required=False,
        max_length=300,
    )
    is_obvious = forms.BooleanField(
        label=_("The error is obvious and needs no consent"),
        help_text=_(
            "A clerical error: the result must not be unreasonable. An error of fact: the "
            "applicant must have caused it."
        ),
        required=False,
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.now = decision, numbers_of(decision)
        now = {
            "days": self.now.days and days_text(self.now.days),
            "use_by": self.now.use_by and local_date(self.now.use_by),
        }
        for name in NUMBERS:
            if now[name]:
                text = _("Now %(now)s. Leave empty if this is not wrong.")
                self.fields[name].help_text = text % {"now": now[name]}
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Say at the form what the action would refuse; the action checks again."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        new = Numbers(*(cleaned.get(name) for name in NUMBERS))
        is_adverse = cleaned["is_adverse"] or new.is_less_than(self.now)
        grounds = Grounds(cleaned["kind"], is_adverse, cleaned["is_obvious"], cleaned["consent"])
        problem = numbers_problem(self.decision, self.now, new) or consent_problem(grounds)
        if problem:
            self.add_error(*problem)
        return cleaned
