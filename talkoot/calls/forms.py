"""Input of the application: one form for each step.

No answer is required here, because a draft may be incomplete: what is missing, the rules tell
(rules.missing_answers), and `ask_for` shows it at the fields when the person wants to go on.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talkoot.calls import queries, rules
from talkoot.calls.models import Application
from talkoot.calls.summary import QUESTIONS
from talkoot.core.dates import days_text
from talkoot.core.forms import ModelForm
from talkoot.files.rules import check_upload
from talkoot.people.models import ParticipantRole
from talkoot.programmes.models import Theme, ThemeUse

MOST_PEOPLE = 9999
HALF_DAY = Decimal("0.5")


def check_attachment(upload: Any) -> None:
    check_upload(upload, rules.ATTACHMENT_KINDS)


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


class StepForm(ModelForm):
    """A step of the application. `optional` names what may stay empty to the end."""

    optional: frozenset[str] = frozenset()
    instance: Application

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.is_asked = name not in self.optional  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        """What fits, {field: value}; an answer that has an error is left as it was."""
        names = [name for name in self.Meta.fields if name != "themes"]  # type: ignore[attr-defined]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def lists(self) -> dict[str, Any]:
        """What actions.save_draft takes beside the answers: themes and groups, where asked."""
        return {}

    def field_of(self, answer: str) -> str:
        """The field at which a missing answer is told."""
        return answer

    def ask_for(self, gaps: Iterable[rules.Missing]) -> None:
        """Show the missing answers of this step as errors of their fields."""
        for gap in gaps:
            name = self.field_of(gap.field)
            if name in self.fields and name not in self.errors:
                self.add_error(name, gap.sentence)


class NeedForm(StepForm):
    optional = frozenset({"upload", "is_removed"})
    upload = forms.FileField(
        label=gettext_lazy("Attachment"),
        help_text=gettext_lazy("PDF or Word, at most 5 MB. Do not send personal data."),
        required=False,
        widget=forms.FileInput,
        validators=[check_attachment],
        error_messages={"empty": gettext_lazy("The file is empty. Choose another file.")},
    )
    is_removed = forms.BooleanField(label=gettext_lazy("Remove the attachment"), required=False)

    class Meta:
        model = Application
        fields = ["title", "need", "goals", "sign_of_success", "themes"]
        field_classes = dict.fromkeys(["title", "need", "goals", "sign_of_success"], TextAnswer)
        widgets = {"themes": forms.CheckboxSelectMultiple}
        labels = QUESTIONS
        help_texts = {
            "title": gettext_lazy(
                "At most 80 characters. The name is published if the application is granted."
            ),
            "need": gettext_lazy("Describe the situation now, the problem and whom it concerns."),
            "goals": gettext_lazy("Name one or two changes that the people at work will notice."),
            "sign_of_success": gettext_lazy(
                "For example a figure that you follow, or what people will say in half a year."
            ),
            "themes": gettext_lazy("Choose all that the work concerns."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.filter(use=ThemeUse.NEED)  # type: ignore[attr-defined]
        if self.instance.attachment is None:
            del self.fields["is_removed"]
        else:
            self.fields["upload"].label = _("Another attachment instead")

    def lists(self) -> dict[str, Any]:
        themes = self.cleaned_data.get("themes")
        return {} if themes is None else {"themes": list(themes)}


class ParticipantsForm(StepForm):
    class Meta:
        model = Application
        fields = [
            "organisation",
            "unit_name",
            "sponsor_name",
            "sponsor_title",
            "staff_representative",
        ]
        field_classes = dict.fromkeys(fields[1:], TextAnswer)
        labels = QUESTIONS
        help_texts = {
            "unit_name": gettext_lazy(
                "For example early childhood education, or the whole organisation."
            ),
            "sponsor_name": gettext_lazy("The director who stands behind the work."),
            "staff_representative": gettext_lazy(
                "Somebody whom the staff has chosen to speak for it. The union is not asked."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = queries.organisations_of(self.instance.applicant)
        organisation.empty_label = None
        organisation.required = False  # Chosen at the start; left out, it stays as it was.
        counts = {row.role: row.count for row in self.instance.participant_groups.all()}
        self.fields["sponsor_title"].is_asked = False  # type: ignore[attr-defined]
        for role in ParticipantRole:
            self.fields[f"count_{role}"] = self._count_field(role, counts.get(role))
        count_names = [f"count_{role}" for role in ParticipantRole]
        self.order_fields(["organisation", "unit_name", *count_names])

    def answers(self) -> dict[str, Any]:
        kept = super().answers()
        if kept.get("organisation") is None:
            kept.pop("organisation", None)
        return kept

    def _count_field(self, role: ParticipantRole, count: int | None) -> forms.IntegerField:
        sentence = _("Write the number of people as a whole number from 0 to %(most)s.") % {
            "most": MOST_PEOPLE
        }
        field = forms.IntegerField(
            label=str(role.label).capitalize(),
            required=False,
            initial=count,
            min_value=0,
            max_value=MOST_PEOPLE,
            widget=forms.NumberInput(
                attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}
            ),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
        )
        field.is_asked = True  # type: ignore[attr-defined]
        return field

    def count_fields(self) -> list[forms.BoundField]:
        return [self[f"count_{role}"] for role in ParticipantRole]

    def field_of(self, answer: str) -> str:
        return f"count_{ParticipantRole.MANAGEMENT}" if answer == "groups" else answer

    def lists(self) -> dict[str, Any]:
        """All groups together, so that one bad number leaves the earlier ones as they were."""
        names = [f"count_{role}" for role in ParticipantRole]
        if any(name in self.errors for name in names):
            return {}
        return {
            "groups": {role: self.cleaned_data[f"count_{role}"] or 0 for role in ParticipantRole}
        }


class ExpertForm(StepForm):
    optional = frozenset({"expert_reason"})

    class Meta:
        model = Application
        fields = ["expert", "expert_reason", "preferred_times", "days_requested"]
        field_classes = {"expert_reason": TextAnswer, "preferred_times": TextAnswer}
        widgets = {
            "expert": forms.RadioSelect,
            "expert_reason": forms.Textarea(attrs={"rows": 3}),
            "preferred_times": forms.Textarea(attrs={"rows": 3}),
        }
        labels = QUESTIONS
        help_texts = {
            "expert_reason": gettext_lazy("A sentence is enough. The office uses it in the order."),
            "preferred_times": gettext_lazy(
                "For example Tuesdays in March. The expert agrees the day."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.experts = queries.choosable_experts(self.instance, on=timezone.localdate())
        expert: Any = self.fields["expert"]
        expert.queryset = expert.queryset.filter(pk__in=[row.pk for row in self.experts])
        most = self.instance.call.max_days
        self.fields["days_requested"] = forms.DecimalField(
            label=QUESTIONS["days_requested"],
            help_text=_("In half days, at most %(days)s.") % {"days": days_text(most)},
            required=False,
            localize=True,
            min_value=HALF_DAY,
            max_value=most,
            step_size=HALF_DAY,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
            error_messages=self._days_sentences(days_text(most)),
        )
        self.fields["days_requested"].is_asked = True  # type: ignore[attr-defined]
        self.initial["days_requested"] = days_text(self.instance.days_requested)

    def _days_sentences(self, most: str) -> dict[str, str]:
        as_number = _("Write the days in half days, for example 1 or 1,5.")
        return {
            **dict.fromkeys(("invalid", "min_value", "step_size"), as_number),
            "max_value": _("At most %(days)s days can be applied for in this call.")
            % {"days": most},
        }

    def expert_choices(self) -> list[dict[str, Any]]:
        """The experts in neutral order, each with the id of its radio button."""
        field = self["expert"]
        chosen = str(field.value() or "")
        return [
            {
                "expert": expert,
                "id": f"{field.auto_id}_{index}",
                "is_chosen": str(expert.pk) == chosen,
            }
            for index, expert in enumerate(self.experts)
        ]


STEP_FORMS: dict[str, type[StepForm]] = {
    "need": NeedForm,
    "participants": ParticipantsForm,
    "expert": ExpertForm,
}
