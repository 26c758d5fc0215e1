"""Input of networks, their members and their roles."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.events.models import Series
from talkoot.networks.models import Network
from talkoot.outreach.forms.entries import (
    EntryForm,
    OrganisationField,
    choices_of,
    text_field,
)
from talkoot.outreach.queries import series_of, training_series
from talkoot.programmes.models import Offering, Programme


class NetworkForm(EntryForm):
    unique = ("series",)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices_of(Network.Kind))
    name = text_field(gettext_lazy("Name"), 160)
    origin = forms.ModelChoiceField(
        label=gettext_lazy("Service from which it grew"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    partner = OrganisationField(label=gettext_lazy("Partner"), required=False)
    series = forms.ModelChoiceField(
        label=gettext_lazy("Series of its meetings"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("The page of the networks leads there, and people register there."),
    )
    starts_on = DateField(label=gettext_lazy("Begins"))
    ends_on = DateField(label=gettext_lazy("Ends"), required=False)

    def __init__(self, *args: Any, programme: Programme, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, row=row, **kwargs)
        self.fields["origin"].queryset = programme.offerings.all()  # type: ignore[attr-defined]
        meetings = series_of(programme, besides=row.series_id if row else None)
        self.fields["series"].queryset = meetings  # type: ignore[attr-defined]


class MemberForm(EntryForm):
    network = forms.ModelChoiceField(label=gettext_lazy("Network"), queryset=Network.objects.none())
    organisation = OrganisationField(label=gettext_lazy("Organisation"))
    persons = forms.IntegerField(label=gettext_lazy("Persons"), min_value=1, max_value=32000)
    joined_on = DateField(label=gettext_lazy("Joined"))
    left_on = DateField(label=gettext_lazy("Left"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["network"].queryset = programme.networks.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        joined, left = cleaned.get("joined_on"), cleaned.get("left_on")
        if joined and left and left < joined:
            self.add_error("left_on", _("It cannot leave before it joined."))
        same = {name: cleaned.get(name) for name in ("network", "organisation")}
        if left is None and all(same.values()) and self.is_taken(left_on=None, **same):
            self.add_error("organisation", _("It is in the network already."))
        return cleaned


class RoleForm(EntryForm):
    unique = ("network", "number")
    network = forms.ModelChoiceField(label=gettext_lazy("Network"), queryset=Network.objects.none())
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=100)
    title = text_field(gettext_lazy("Role"), 120, help_text=gettext_lazy("Such as sparring mate."))
    text = text_field(gettext_lazy("What one does in the role"), 1000, rows=4)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["network"].queryset = programme.networks.all()  # type: ignore[attr-defined]


class TrainedForm(Form):
    """The series whose certificates lead to a network, and when their people joined."""

    series = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Series in which its members are trained"),
        queryset=Series.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Series of which somebody has a valid certificate."),
    )
    joined_on = DateField(label=gettext_lazy("Joined"))

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        known = list(network.trained_in.all())
        initial = {"series": known, "joined_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)
        choices = training_series(network.programme) | series_of(network.programme).filter(
            pk__in=[row.pk for row in known]
        )
        self.fields["series"].queryset = choices  # type: ignore[attr-defined]
