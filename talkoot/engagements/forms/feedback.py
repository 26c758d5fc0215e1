"""When feedback is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.programmes.models import FeedbackPlan


class FeedbackForm(Form):
    """After each day, or once of the whole."""

    plan = forms.ChoiceField(
        label=_("When is the applicant asked for feedback?"),
        help_text=_("The survey on the effects comes months later in any case."),
        choices=FeedbackPlan.choices,
        widget=forms.RadioSelect,
    )
