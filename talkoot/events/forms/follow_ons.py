"""Input of what a participant has carried on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.events.models import FollowOn


class FollowOnForm(Form):
    """What was carried on, and where."""

    what = forms.CharField(
        label=_("What have you carried on?"),
        help_text=_("One thing in a sentence or two. Leave out names of persons."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reach = forms.ChoiceField(
        label=_("Where to?"), choices=FollowOn.Reach.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Name of the unit or organisation"), required=False, max_length=160
    )
