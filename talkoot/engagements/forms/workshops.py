"""Forms of experiments and of the challenge workshop."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.engagements.models import Experiment, Statement
from talkoot.engagements.rules.workshops import DECIDED, EXPERIMENT_TRANSITIONS
from talkoot.engagements.workshop_models import MOST_VOTES


def _lines(label: Any, *, limit: int) -> Any:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": 4}))


class DecisionForm(Form):
    """What management decides of an experiment; only the answers that are possible."""

    to = forms.ChoiceField(label=_("What was decided?"), widget=forms.RadioSelect)
    role = forms.CharField(
        label=_("In which role was it decided?"),
        help_text=_("For example: director of services. No name is needed."),
        max_length=120,
    )
    on = DateField(label=_("Which day?"))
    grounds = _lines(_("On what grounds?"), limit=1000)

    def __init__(self, *args: Any, experiment: Experiment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = DECIDED & EXPERIMENT_TRANSITIONS[Experiment.State(experiment.state)]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (row.value, capfirst(str(row.label))) for row in Experiment.State if row in possible
        ]

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("The day of the decision cannot be ahead."))
        return self.cleaned_data["on"]


class BeginForm(Form):
    starts_on = DateField(label=_("When does the experiment begin?"))
    ends_on = DateField(label=_("When does it end?"))


class ResultForm(Form):
    result = _lines(_("What happened?"), limit=3000)


class AgainForm(Form):
    title = forms.CharField(label=_("What do you try?"), max_length=200)
    hypothesis = _lines(_("What do you expect to happen this time?"), limit=1000)


class WorkshopForm(Form):
    challenge = _lines(_("What is the challenge?"), limit=2000)
    votes_each = forms.IntegerField(
        label=_("How many votes does each have?"), min_value=1, max_value=MOST_VOTES, initial=3
    )


class IdeaForm(Form):
    text = forms.CharField(label=_("Your idea in one sentence"), max_length=300)


class StatementForm(Form):
    perspective = forms.ChoiceField(
        label=_("From whose view?"),
        choices=[(row.value, capfirst(str(row.label))) for row in Statement.Perspective],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("What is better now?"), max_length=300)
