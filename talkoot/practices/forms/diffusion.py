"""Input of the office on spreading: the numbers of the levels, a jury, the programme's part."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.practices.models import Contribution, Practice
from talkoot.practices.rules import levels
from talkoot.programmes.models import Offering

WHOLE = 100
MOST = 1000


class LevelRulesForm(Form):
    """One number for each name of rules.levels.NUMBERS; `groups` tells them by level."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, usual in levels.NUMBERS.items():
            condition = name.rsplit("_", 1)[0]
            self.fields[name] = forms.DecimalField(
                label=str(levels.TEXTS[condition]),
                min_value=1,
                max_value=_most(condition),
                decimal_places=1,
                help_text=gettext("Usually %(number)s.") % {"number": usual},
            )

    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "level": level,
                "name": levels.LEVELS[level],
                "fields": [self[name] for name in levels.NUMBERS if name.endswith(f"_{level}")],
            }
            for level in range(1, 6)
        ]

    def numbers(self) -> dict[str, float]:
        return {name: float(self.cleaned_data[name]) for name in levels.NUMBERS}


def _most(condition: str) -> int:
    if condition in levels.SHARES:
        return WHOLE
    return {"evidence": 3, "benefit": 5, "regions": 19, "sizes": 6, "years": 20}.get(
        condition, MOST
    )


class JuryForm(Form):
    """A jury's statement with its grounds."""

    is_confirmed = forms.TypedChoiceField(
        label=_("What did the jury say?"),
        choices=[
            ("yes", _("The practice is a breakthrough innovation")),
            ("no", _("The practice is not a breakthrough innovation")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    grounds = forms.CharField(
        label=_("The jury's grounds"),
        help_text=_("They are shown on the page of the practice. Without them nothing counts."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    jury = forms.CharField(
        label=_("Who the jury was"),
        help_text=_("The body or the organisations, not the names of persons."),
        max_length=300,
    )
    stated_on = DateField(label=_("Date of the statement"))

    def clean_stated_on(self) -> Any:
        day = self.cleaned_data["stated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                gettext("The day of the statement cannot be in the future.")
            )
        return day


class DependenceForm(Form):
    """Why an adopter is not independent of another one; empty when it is."""

    note = forms.CharField(
        label=_("Why it is not independent of another adopter"),
        help_text=_(
            "For example the same consultant brought the practice to both. Leave it empty if the "
            "adopter is independent. Organisations of the same municipality are known without it."
        ),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContributionForm(Form):
    """Where the practice is from, which service it tells of, and the programme's part, 0 to 3."""

    origin_class = forms.TypedChoiceField(
        label=_("Where is the practice from?"),
        choices=Contribution.OriginClass.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    service = forms.ModelChoiceField(
        label=_("If it is a service of the programme, which one?"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=_("The programme as a whole, or none"),
        help_text=_(
            "Organisations that run the same service themselves are shown beside it on the "
            "programme's page."
        ),
    )
    rating = forms.TypedChoiceField(
        label=_("The programme's part"),
        choices=[
            (0, _("0: none")),
            (1, _("1: small, for example made it visible")),
            (2, _("2: considerable, together with others")),
            (3, _("3: decisive, it would not be there without the programme")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    grounds = forms.CharField(
        label=_("Grounds"),
        help_text=_("What shows it: records, reports, what the organisation has told."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        field: Any = self.fields["service"]
        field.queryset = practice.programme.offerings.all()

    def clean(self) -> dict[str, Any]:
        """Only what the programme itself is can be one of its services."""
        cleaned = super().clean() or self.cleaned_data
        itself = Contribution.OriginClass.PROGRAMME_ITSELF
        if cleaned.get("service") and cleaned.get("origin_class", itself) != itself:
            self.add_error(
                "service",
                gettext(
                    "Only a practice that is the programme or its service itself is of a service. "
                    "Choose that class, or no service."
                ),
            )
        return cleaned

    def clean_origin_class(self) -> int:
        chosen: int = self.cleaned_data["origin_class"]
        by_programme = Contribution.OriginClass.BY_PROGRAMME
        if chosen == by_programme and not levels.came_of_service(self.practice):
            raise forms.ValidationError(levels.UNFOUNDED)
        return chosen
