"""Forms of stuck items, outputs and the consent to tell the case."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.engagements.models import Output, StoryConsent


class StuckForm(Form):
    text = forms.CharField(
        label=_("What does not move on?"),
        help_text=_("The programme office sees it at once and answers you by e-mail."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("What was decided, and who does what. Who asked gets it by e-mail."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OutputForm(Form):
    """What the engagement leaves to be carried on."""

    kind = forms.ChoiceField(
        label=_("What kind of output?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in Output.Kind],
        widget=forms.RadioSelect,
        initial=Output.Kind.STEP.value,
    )
    text = forms.CharField(label=_("What was agreed?"), max_length=400)
    responsible = forms.CharField(
        label=_("Who is responsible?"), help_text=_("A role or a name"), max_length=160
    )
    due_on = DateField(label=_("By when?"), required=False)


class StoryForm(Form):
    """Whether the case may be told to others."""

    consent = forms.ChoiceField(
        label=_("May we tell of this case?"),
        choices=[(value, capfirst(str(label))) for value, label in StoryConsent.choices],
        widget=forms.RadioSelect,
    )
