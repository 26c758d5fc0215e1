"""Input of the directory and of profiles."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.core.charts import region_names
from talkoot.core.forms import DateField, Form
from talkoot.core.hyphenation import SOFT_HYPHEN
from talkoot.core.refusals import NotAllowed
from talkoot.experts.listing import FACETS, Wanted
from talkoot.experts.models import LANGUAGE_NAMES, Availability, Competence, Expert
from talkoot.experts.rules.profiles import check_period
from talkoot.files.images import check_picture
from talkoot.people.models import Municipality
from talkoot.people.queries import organisation_names, organisations_named
from talkoot.programmes.models import Theme, ThemeUse
from talkoot.programmes.queries import themes_offered

TEXT_LENGTH = 200
LANGUAGE_LABELS = (("fi", _("in Finnish")), ("sv", _("in Swedish")), ("en", _("in English")))


def wanted_from(asked: QueryDict) -> Wanted:
    """What the address asks of the directory; what makes no sense is left out."""
    text = " ".join(asked.get("q", "").replace(SOFT_HYPHEN, "").replace("\0", "").split())
    chosen = {
        name: frozenset(code for code in asked.getlist(name) if code and code.isprintable())
        for name in FACETS
    }
    return Wanted(text=text[:TEXT_LENGTH], chosen=chosen)


class TextsForm(Form):
    """The part of the profile that the procurement scored."""

    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(use=ThemeUse.NEED),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    competences = forms.ModelMultipleChoiceField(
        label=_("Competences"),
        help_text=_("Choose at most six."),
        queryset=Competence.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    competence_words = forms.CharField(
        label=_("Competences in your own words"),
        help_text=_("Apart by commas, for example “service design, peer learning”."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes: Any = self.fields["themes"]
        themes.queryset = themes_offered(ThemeUse.NEED, also=self.initial.get("themes", ()))
        for code, label in LANGUAGE_LABELS:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title %(language)s") % {"language": label},
                max_length=160,
                required=code == "fi",
            )
        for code, label in LANGUAGE_LABELS:
            self.fields[f"profile_{code}"] = forms.CharField(
                label=_("What you help with, %(language)s") % {"language": label},
                max_length=1500,
                required=code == "fi",
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        if not self.fields["competences"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["competences"]

    def clean_competences(self) -> Any:
        chosen = self.cleaned_data["competences"]
        if len(chosen) > 6:
            raise forms.ValidationError(_("Choose at most six competences."))
        return chosen

    def content(self) -> dict[str, Any]:
        """As actions.profiles.propose_change takes it."""
        cleaned = dict(self.cleaned_data)
        for name in ("themes", "competences"):
            cleaned[name] = sorted(row.pk for row in cleaned.get(name, ()))
        wanted = set(cleaned["languages"])
        return {**cleaned, "languages": " ".join(code for code in LANGUAGE_NAMES if code in wanted)}


class PracticalForm(Form):
    """What the expert keeps alone: where, how, contact, picture."""

    is_available = forms.BooleanField(label=_("I take new work"), required=False)
    is_remote = forms.BooleanField(label=_("I work remotely too"), required=False)
    region_codes = forms.MultipleChoiceField(
        label=_("Regions in which I work on site"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    home_municipality = forms.ModelChoiceField(
        label=_("Home place"),
        help_text=_("From where you travel; it helps to put days in the same region together."),
        queryset=Municipality.objects.filter(valid_to=None),
        required=False,
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    shows_contact = forms.BooleanField(
        label=_("Show my e-mail address and telephone on the public profile"), required=False
    )
    photo = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG or PNG. It is cut square and nothing else of the file is kept."),
        required=False,
        validators=[check_picture],
    )
    photo_alt = forms.CharField(
        label=_("The picture in words"),
        help_text=_("For those who do not see it, for example “Elli by a flip chart”."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expert = expert
        self.fields["region_codes"].choices = list(region_names().items())  # type: ignore[attr-defined]
        if expert.photo_id:
            self.fields["remove_photo"] = forms.BooleanField(
                label=_("Remove the picture"), required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stays = self.expert.photo_id and not cleaned.get("remove_photo")
        if (cleaned.get("photo") or stays) and not cleaned.get("photo_alt"):
            self.add_error("photo_alt", _("Tell in words what the picture shows."))
        return cleaned


class AvailabilityForm(Form):
    """A period with time, or away."""

    kind = forms.ChoiceField(
        label=_("In this period"),
        choices=[
            (Availability.Kind.FREE, _("I have time")),
            (Availability.Kind.AWAY, _("I am away")),
        ],
        widget=forms.RadioSelect,
    )
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For example “two days a week”."),
        max_length=160,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"starts_on", "ends_on"} <= cleaned.keys():
            try:
                check_period(cleaned["starts_on"], cleaned["ends_on"], on=timezone.localdate())
            except NotAllowed as refusal:
                self.add_error("ends_on", refusal.sentence)
        return cleaned


class TieForm(Form):
    """A tie to an organisation."""

    organisation = forms.CharField(label=_("Organisation"), max_length=160)
    reason = forms.CharField(
        label=_("What ties you to it?"),
        help_text=_("For example: I work there, I sit on its board, a close relative leads it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].widget.attrs["list"] = "organisations"

    @property
    def organisation_names(self) -> list[str]:
        return organisation_names()

    def clean_organisation(self) -> Any:
        found = organisations_named(self.cleaned_data["organisation"])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Choose the organisation from the list, with its whole name.")
            )
        return found[0]


class ReplyForm(Form):
    """A reply to the feedback."""

    text = forms.CharField(
        label=_("Your reply"),
        help_text=_("It is shown under the feedback when the programme office has read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ModerationForm(Form):
    """Publish, or return with what should change."""

    note = forms.CharField(
        label=_("What should the expert change?"),
        help_text=_("Needed only when you return it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
