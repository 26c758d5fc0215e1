"""Input of leads and of requests for practices."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.charts import region_names
from talkoot.core.forms import Form, ModelForm
from talkoot.core.links import link_problem
from talkoot.people.models import Organisation, OrganisationKind
from talkoot.people.queries import organisations_named
from talkoot.practices.models import Lead, StoryRequest
from talkoot.programmes.models import Programme


class LeadForm(ModelForm):
    """A story seen elsewhere."""

    organisation_name = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=160,
        help_text=_("As in the register. Leave it empty if you do not know."),
    )
    url = forms.CharField(label=_("Link to the story"), required=False, max_length=500)

    class Meta:
        model = Lead
        fields = ["title", "url", "email", "note"]
        labels = {
            "title": _("What does the story tell?"),
            "email": _("E-mail address of whom to ask"),
            "note": _("Note"),
        }
        help_texts = {
            "email": _("A work address. It is forgotten when this is closed."),
            "note": _("Where it was seen, who told of it. Only the office sees this."),
        }

    field_order = ["title", "url", "organisation_name", "email", "note"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        problem = link_problem(url) if url else ""
        if problem:
            raise forms.ValidationError(problem)
        return url

    def clean_organisation_name(self) -> Organisation | None:
        name = self.cleaned_data["organisation_name"].strip()
        if not name:
            return None
        rows = organisations_named(name)
        if len(rows) != 1:
            names = ", ".join(row.name for row in rows) or "–"
            raise forms.ValidationError(
                gettext("Write the organisation's name as in the register. Near: %(names)s.")
                % {"names": names}
            )
        return rows[0]

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        organisation = values.pop("organisation_name")
        return {**values, "organisation": organisation}


class AddLeadForm(LeadForm):
    """The same with the programme that it is for."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.all(), empty_label=None
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class CloseLeadForm(Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("What came of it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: no answer, or told elsewhere. The address is forgotten."),
    )


class StoryRequestForm(Form):
    """Whom to ask, and with which words."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.all(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    region_code = forms.ChoiceField(label=_("Region"), required=False)
    side = forms.ChoiceField(label=_("Contact persons"), required=False)
    text = forms.CharField(
        label=_("Request"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("What kind of practices you look for, and why. A link is added by itself."),
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        every = ("", gettext("All"))
        kinds = [(kind.value, str(kind.label).capitalize()) for kind in OrganisationKind]
        self.fields["kind"].choices = [every, *kinds]  # type: ignore[attr-defined]
        self.fields["region_code"].choices = [every, *region_names().items()]  # type: ignore[attr-defined]
        sides = [(side.value, str(side.label).capitalize()) for side in StoryRequest.Side]
        self.fields["side"].choices = [every, *sides]  # type: ignore[attr-defined]
