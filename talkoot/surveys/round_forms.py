"""Input of the office's pages of rounds and plans."""

import datetime
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.dates import add_months
from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Questionnaire, Round, SurveyPlan
from talkoot.surveys.plan_models import Mode, Viewpoint
from talkoot.surveys.populations import all_populations, get_population, populations_for
from talkoot.surveys.rules.repeating import publication_problem
from talkoot.surveys.rules.sending import BY_CALENDAR, OPEN_DAYS_MOST, REMINDERS_MOST

MONTHS_AHEAD = 10 * 12
NARROW = {"class": "govuk-input--width-4", "inputmode": "numeric"}
Trigger = SurveyPlan.Trigger
ORDER = (
    "programme title_fi title_sv title_en questionnaire_code trigger service population since "
    "until viewpoint mode months days first_on every_months times opens_on open_days "
    "reminder_days is_optional"
).split()


def not_far(day: datetime.date) -> None:
    """Refuse a mistyped year: the days counted from it would be in no calendar."""
    if day > add_months(timezone.localdate(), MONTHS_AHEAD):
        raise forms.ValidationError(_("Give a day within ten years from now."))


class DaysField(forms.CharField):
    """Days after the invitation, as "7, 14"; given as a list of numbers, the smallest first."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        words = [word for word in re.split(r"[\s,;]+", text) if word]
        if any(not word.isdecimal() or not 1 <= int(word) <= OPEN_DAYS_MOST for word in words):
            raise forms.ValidationError(
                _("Give the days as numbers, for example 7, 14. Each is at least 1.")
            )
        if len(set(words)) > REMINDERS_MOST:
            raise forms.ValidationError(
                _("Nobody is reminded of one survey more than %(most)s times.")
                % {"most": REMINDERS_MOST}
            )
        return sorted({int(word) for word in words})


def reminder_field() -> DaysField:
    return DaysField(
        label=_("Reminders"),
        required=False,
        max_length=40,
        help_text=_(
            "Days after the invitation, for example 7, 14. Only those who have not answered are "
            "reminded."
        ),
    )


class SendingForm(Form):
    """What a plan and a round by hand have in common."""

    programme: "forms.ModelChoiceField[Programme]" = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=None, empty_label=None
    )
    questionnaire_code = forms.ChoiceField(
        label=gettext_lazy("Questionnaire"),
        help_text=gettext_lazy("The newest published version is asked."),
    )
    service: "forms.ModelChoiceField[Offering]" = forms.ModelChoiceField(
        label=gettext_lazy("Service"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("all services of the programme"),
    )
    population = forms.ChoiceField(label=gettext_lazy("Who is asked"))
    viewpoint = forms.ChoiceField(
        label=gettext_lazy("Whose view is asked"),
        required=False,
        choices=[("", gettext_lazy("neither")), *Viewpoint.choices],
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How answers are handled"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        initial=Mode.CONFIDENTIAL,
        help_text=gettext_lazy("Everybody is told this before the first question."),
    )
    open_days = forms.IntegerField(
        label=gettext_lazy("Open for, days"),
        min_value=1,
        max_value=OPEN_DAYS_MOST,
        initial=30,
        widget=forms.NumberInput(attrs=NARROW),
    )
    is_optional = forms.BooleanField(
        label=gettext_lazy("The survey is voluntary"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "It goes to nobody who wants no voluntary surveys, nor too often to the same person. "
            "Untick only what belongs to a service that the person has."
        ),
    )

    def __init__(
        self, *args: Any, programmes: Any, offerings: Any, questionnaires: Any, **kwargs: Any
    ) -> None:
        self.base_fields = {  # type: ignore[misc]
            **in_languages("title", _("Name of the survey"), limit=200, is_required=True),
            **type(self).declared_fields,
            "reminder_days": reminder_field(),
        }
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes
        fields["service"].queryset = offerings
        fields["questionnaire_code"].choices = questionnaire_choices(questionnaires)
        fields["population"].choices = [
            (row.code, capfirst(str(row.label))) for row in self.populations()
        ]
        self.order_fields(ORDER)

    def populations(self) -> Any:
        return all_populations()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        programme, service = cleaned.get("programme"), cleaned.get("service")
        if service and programme and service.programme_id != programme.pk:
            self.add_error("service", _("This service belongs to another programme."))
        last = max(cleaned.get("reminder_days") or [0])
        if last >= cleaned.get("open_days", OPEN_DAYS_MOST + 1):
            self.add_error(
                "reminder_days", _("Every reminder must come before the last day of the survey.")
            )
        return cleaned


class PlanForm(SendingForm):
    """A survey that goes out by itself."""

    trigger = forms.ChoiceField(
        label=gettext_lazy("What sets it off"),
        choices=[row for row in Trigger.choices if row[0] != Trigger.BY_HAND],
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months after it"),
        min_value=0,
        max_value=36,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days after it"),
        min_value=0,
        max_value=90,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
        help_text=gettext_lazy("Both zero: at once."),
    )
    first_on = DateField(
        label=gettext_lazy("The day, if you set one"),
        required=False,
        validators=[not_far],
        help_text=gettext_lazy("Only where a day that the office sets sets the survey off."),
    )
    every_months = forms.IntegerField(
        label=gettext_lazy("Again after, months"),
        min_value=0,
        max_value=60,
        required=False,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
        help_text=gettext_lazy(
            "For a follow-up that is repeated, on a set day or after the programme. Zero: once."
        ),
    )
    times = forms.IntegerField(
        label=gettext_lazy("Times in all"),
        min_value=1,
        max_value=20,
        required=False,
        initial=1,
        widget=forms.NumberInput(attrs=NARROW),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._clean_repeating(cleaned)
        trigger, population = cleaned.get("trigger"), get_population(cleaned.get("population", ""))
        if trigger and population and population not in populations_for(trigger):
            self.add_error(
                "population", _("This group cannot be told of what sets the survey off.")
            )
        return cleaned

    def _clean_repeating(self, cleaned: dict[str, Any]) -> None:
        """A day for a scheduled plan, and an interval for one that is repeated."""
        trigger = cleaned.get("trigger")
        months = cleaned["every_months"] = cleaned.get("every_months") or 0
        times = cleaned["times"] = cleaned.get("times") or 1
        if trigger != Trigger.SCHEDULED:
            cleaned["first_on"] = None
        elif not cleaned.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", _("Give the day of the first round."))
        if (months or times > 1) and trigger and trigger not in BY_CALENDAR:
            self.add_error(
                "every_months",
                _("Only what goes on a set day or after the programme is repeated; else give 0."),
            )
        elif times > 1 and not months:
            self.add_error("every_months", _("Give how many months there are between the rounds."))
        elif months and times == 1:
            self.add_error("times", _("Give how many times the survey is sent in all."))


class RoundByHandForm(SendingForm):
    """A round that the office sends."""

    since = DateField(
        label=gettext_lazy("Looking at events, engagements and practices from"),
        required=False,
    )
    until = DateField(label=gettext_lazy("Until"), required=False, validators=[not_far])
    opens_on = DateField(
        label=gettext_lazy("Sent on"),
        validators=[not_far],
        help_text=gettext_lazy("You see who gets it before it leaves, and can send it sooner."),
    )

    def populations(self) -> Any:
        return populations_for(Trigger.BY_HAND)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        return cleaned


class ExtendForm(Form):
    """The last day of an open round and its reminders."""

    closes_on = DateField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, opens_on: datetime.date, **kwargs: Any) -> None:
        self.base_fields = {  # type: ignore[misc]
            **type(self).declared_fields,
            "reminder_days": reminder_field(),
        }
        super().__init__(*args, **kwargs)
        self.opens_on = opens_on


class PublicationForm(Form):
    """When and where the results of a round were published."""

    published_on = DateField(label=gettext_lazy("Results published on"))
    publication_url = forms.CharField(
        label=gettext_lazy("Address of the publication"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Such as the page of a report."),
    )

    def __init__(self, *args: Any, survey: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("published_on") and "publication_url" in cleaned:
            problem = publication_problem(
                self.survey, cleaned["published_on"], cleaned["publication_url"]
            )
            if problem:
                self.add_error(*problem)
        return cleaned


def questionnaire_choices(rows: Any) -> list[tuple[str, Any]]:
    """(code, title) of the newest version of each, by purpose."""
    newest: dict[str, Questionnaire] = {}
    for row in rows:
        newest.setdefault(row.code, row)
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in newest.values():
        groups.setdefault(capfirst(row.get_purpose_display()), []).append((row.code, row.title))
    return list(groups.items())
