"""Forms of declining, of choosing another expert and of further days."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.calls.queries import choosable_experts
from talkoot.core.forms import DateField, Form
from talkoot.core.lookups import in_neutral_order
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement, ExpertRefusal
from talkoot.engagements.rules.continuations import check_continuation


class DeclineForm(Form):
    """Why the expert does not take the engagement."""

    reason = forms.CharField(
        label=_("Why do you decline?"),
        help_text=_("The programme office reads this, the applicant does not."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_disqualified = forms.BooleanField(
        label=_("I have a tie to the applicant, so I cannot work for it as an outsider"),
        required=False,
    )


class ChangeExpertForm(Form):
    """Another expert of the same agreement, in an order that follows from the case."""

    expert = forms.ChoiceField(label=_("Who should go on?"), widget=forms.RadioSelect, choices=[])
    reason = forms.CharField(
        label=_("Why this expert?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    has_consent = forms.BooleanField(
        label=_("The applicant has agreed to this expert"), required=False
    )

    def __init__(
        self,
        *args: Any,
        engagement: Engagement,
        refusal: ExpertRefusal,
        is_office: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.refusal = refusal
        declined = engagement.refusals.values("expert")
        rows = choosable_experts(engagement.application, on=timezone.localdate())
        rows = rows.filter(supplier__framework=engagement.call_off.framework_id)
        rows = rows.exclude(pk__in=declined).select_related("supplier__organisation")
        ordered = in_neutral_order(rows, seed=engagement.application.ref)
        self.experts = {str(row.pk): row for row in ordered}
        self.fields["expert"].choices = [  # type: ignore[attr-defined]
            (key, f"{row.name}, {row.title} ({row.supplier.organisation})")
            for key, row in self.experts.items()
        ]
        if not is_office:
            del self.fields["has_consent"]

    def clean_expert(self) -> Any:
        return self.experts[self.cleaned_data["expert"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("expert")
        is_new = chosen is not None and chosen.pk != self.refusal.chosen_id
        if "has_consent" in self.fields and is_new and not cleaned.get("has_consent"):
            sentence = _("The applicant chooses. Ask it, and tick that it has agreed.")
            self.add_error("has_consent", sentence)
        return cleaned


class ContinuationForm(Form):
    """Further days that the client bought."""

    days = forms.DecimalField(
        label=_("Days bought"),
        min_value=Decimal("0.5"),
        max_value=Decimal(200),
        max_digits=5,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    )
    bought_on = DateField(label=_("Day of the purchase"))
    heard_from = forms.CharField(
        label=_("Where had the client heard of the service?"), max_length=160, required=False
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=400,
        required=False,
        help_text=_(
            "Tell here if the expert offered the days during the programme’s own days, which is a "
            "conflict of interest, and what was agreed of it."
        ),
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagement = engagement

    def clean_bought_on(self) -> Any:
        day = self.cleaned_data["bought_on"]
        try:
            check_continuation(self.engagement, bought_on=day)
        except NotAllowed as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return day
