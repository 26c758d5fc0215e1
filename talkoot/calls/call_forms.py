"""Input of the office's pages of a call, and of the self-check."""

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.call_templates import call_templates, text_of
from talkoot.calls.models import Call, Criterion, LatePolicy
from talkoot.calls.row_forms import in_languages
from talkoot.calls.rules.calls import TEXT_LENGTH
from talkoot.core.forms import Form, MomentField
from talkoot.programmes.models import Offering
from talkoot.surveys.models import Questionnaire

ZONES = ("Europe/Helsinki", "Europe/Stockholm", "Europe/Mariehamn", "Europe/Brussels", "UTC")


class NewCallForm(Form):
    """What a new call begins from: an offering, and a template that the product ships or none."""

    offering: "forms.ModelChoiceField[Offering]" = forms.ModelChoiceField(
        label=gettext_lazy("Offering"), queryset=None, empty_label=None
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Begin from"), widget=forms.RadioSelect, initial=""
    )

    def __init__(self, *args: Any, offerings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offering: Any = self.fields["offering"]
        offering.queryset = offerings
        offering.label_from_instance = lambda row: f"{row.programme}: {row}"
        template: Any = self.fields["template"]
        template.required = False
        template.is_asked = True
        shipped = call_templates().items()
        template.choices = [(code, text_of(row["name"])) for code, row in shipped]
        template.choices += [("", _("An empty call"))]
        template.choice_hints = {code: text_of(row["note"]) for code, row in shipped}


class CallTextsForm(Form):
    """The title and the text in three languages, and who tells more of the call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = {  # type: ignore[misc]
            **in_languages("title", _("Title"), limit=160, is_required=True),
            **in_languages("text", _("Text"), limit=TEXT_LENGTH, rows=10, is_required=True),
            "contacts": forms.CharField(
                label=_("Contact persons"),
                help_text=_(
                    "One on each line: name and e-mail address. The call's page shows them beside "
                    "the address of the programme."
                ),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
        }
        self.base_fields["text_fi"].help_text = _(
            "What is offered, to whom and on what terms. Markdown: ## heading, - list, **bold**."
        )
        super().__init__(*args, **kwargs)

    def clean_contacts(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["contacts"].splitlines()]
        for line in filter(None, lines):
            try:
                validate_email(line.split()[-1])
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("End each line with an e-mail address, for example: %(example)s")
                    % {"example": "Maija Malli, maija@example.org"}
                ) from None
        return "\n".join(filter(None, lines))


class CallTermsForm(Form):
    """When the call is open, what becomes of late ones, how much may be applied for and how."""

    offering: "forms.ModelChoiceField[Offering]" = forms.ModelChoiceField(
        label=gettext_lazy("Offering"), queryset=None, empty_label=None
    )
    questionnaire: "forms.ModelChoiceField[Questionnaire]" = forms.ModelChoiceField(
        label=gettext_lazy("Questionnaire"),
        queryset=None,
        required=False,
        help_text=gettext_lazy(
            "What applicants fill in. An application keeps the version with which it was begun."
        ),
    )
    opens_at = MomentField(label=gettext_lazy("Opens"))
    closes_at = MomentField(
        label=gettext_lazy("Closes"),
        required=False,
        help_text=gettext_lazy("Leave empty if the call is open until further notice."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of these times"), choices=[(zone, zone) for zone in ZONES]
    )
    late_policy = forms.ChoiceField(
        label=gettext_lazy("An application that arrives after the deadline"),
        choices=LatePolicy.choices,
        widget=forms.RadioSelect,
    )
    grace_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of grace after the deadline"), min_value=0, max_value=1440
    )
    reminder_days = forms.IntegerField(
        label=gettext_lazy("Remind those who hold a draft, days before the deadline"),
        help_text=gettext_lazy("0 if nobody is reminded."),
        min_value=0,
        max_value=60,
    )
    max_days = forms.DecimalField(
        label=gettext_lazy("Days for one application, at most"),
        localize=True,
        min_value=0,
        max_value=200,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )
    promised_hours = forms.IntegerField(
        label=gettext_lazy("Promised time from arrival to a decision, hours"),
        help_text=gettext_lazy(
            "The public page tells it, and the queue shows what is late. For example 2, or 240 for "
            "ten days. Leave empty if nothing is promised."
        ),
        required=False,
        min_value=1,
        max_value=8760,
    )
    asks_sign_off = forms.BooleanField(
        label=gettext_lazy("A manager signs the application off before it is sent"), required=False
    )
    allows_joint = forms.BooleanField(
        label=gettext_lazy("Several organisations may apply together"), required=False
    )

    def __init__(self, *args: Any, offerings: Any, questionnaires: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offering: Any = self.fields["offering"]
        offering.queryset = offerings
        offering.label_from_instance = lambda row: f"{row.programme}: {row}"
        questionnaire: Any = self.fields["questionnaire"]
        questionnaire.queryset = questionnaires
        questionnaire.empty_label = _("not chosen yet")
        questionnaire.label_from_instance = lambda row: (
            _("%(title)s, version %(version)s")
            % {
                "title": row,
                "version": row.version,
            }
        )

    def clean(self) -> dict[str, Any]:
        """Read the times in the zone that was chosen, and see that they follow each other."""
        cleaned = super().clean() or {}
        name = cleaned.get("time_zone")
        for field in ("opens_at", "closes_at"):
            if name and cleaned.get(field):
                cleaned[field] = in_zone(cleaned[field], name)
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The call must close after it opens. Check the dates."))
        return cleaned


def in_zone(moment: datetime.datetime, name: str) -> datetime.datetime:
    """The same reading of the clock in another zone: people typed it as it is read there."""
    return timezone.localtime(moment).replace(tzinfo=ZoneInfo(name))


class LessonsForm(Form):
    """What the office learnt of the call."""

    lessons = forms.CharField(
        label=gettext_lazy("Lessons for the next call"),
        help_text=gettext_lazy(
            "What worked, what was asked in vain, what applicants misunderstood. The office alone "
            "sees this, also beside a copy of the call."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class SelfCheckForm(Form):
    """The self-check's questions, each yes or no; none has to be answered."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        self.criteria = [row for row in criteria if row.question]
        self.base_fields = {  # type: ignore[misc]
            f"q{row.pk}": forms.ChoiceField(
                label=row.question,
                required=False,
                choices=[("yes", _("Yes")), ("no", _("No"))],
                widget=forms.RadioSelect,
            )
            for row in self.criteria
        }
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_asked = True  # type: ignore[attr-defined]

    def answers(self) -> dict[int, bool]:
        """{criterion id: yes} of what has been answered."""
        given = {row.pk: self.cleaned_data.get(f"q{row.pk}") for row in self.criteria}
        return {key: value == "yes" for key, value in given.items() if value}


def what_saving_does(call: Call) -> str:
    """What saving does: nothing public for a draft, a new version for a published call."""
    if call.published_at is None:
        return ""
    return _(
        "This call is public. Saving a change makes version %(number)s of its text, and everybody "
        "can see what changed."
    ) % {"number": call.text_version + 1}
