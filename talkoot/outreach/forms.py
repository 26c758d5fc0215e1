"""Input of the registers of communications: a form for each kind of entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.core.isbn import in_groups, isbn_problem
from talkoot.core.links import link_problem
from talkoot.networks.models import Network
from talkoot.outreach.models import Attribution, Campaign, ChannelCount, Presentation
from talkoot.outreach.queries import entries_of
from talkoot.people.models import Municipality, Organisation
from talkoot.people.queries import organisation_names, organisations_named
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Offering, Programme


def _choices(kind: Any) -> list[tuple[str, Any]]:
    return [(value, capfirst(label)) for value, label in kind.choices]


def _text(label: Any, limit: int, *, rows: int = 0, help_text: Any = "", is_required: bool = True):  # type: ignore[no-untyped-def]
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=limit, widget=widget, help_text=help_text, required=is_required
    )


def _number(label: Any, *, is_required: bool = False, most: int = 32000) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=is_required)


class OrganisationField(forms.CharField):
    """An organisation by its name in the register."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"})
        help_text = gettext_lazy("As it stands in the register, such as Kuopion kaupunki.")
        super().__init__(max_length=200, widget=widget, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> Organisation | None:  # type: ignore[override]
        if isinstance(self.initial, Organisation) and value == str(self.initial):
            return self.initial  # It may have ended meanwhile.
        name = " ".join(super().clean(value).split())
        if not name:
            return None
        found = organisations_named(name)
        exact = [
            row for row in found if name.casefold() in (row.name.casefold(), row.name_sv.casefold())
        ]
        if len(exact) != 1:
            raise ValidationError(
                _("No organisation of this name is in the register. Check how it is written.")
            )
        return exact[0]


class PracticeField(forms.CharField):
    """A practice by the address of its page."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy("The address of its page, or the end of it.")
        super().__init__(max_length=300, help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Practice) else value

    def clean(self, value: Any) -> Practice | None:  # type: ignore[override]
        if isinstance(self.initial, Practice) and value == self.initial.slug:
            return self.initial  # It may have been withdrawn meanwhile.
        slug = super().clean(value).rstrip("/").rpartition("/")[2]
        if not slug:
            return None
        found = published_practices().filter(slug=slug).first()
        if found is None:
            raise ValidationError(_("No published practice has this address. Check it."))
        return found


class LinkField(forms.URLField):
    """A public address of the web."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=500, assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> str:
        url: str = super().clean(value)
        if url and (problem := link_problem(url)):
            raise ValidationError(problem)
        return url


class EntryForm(Form):
    """An entry of a register; `row` is the one that is changed. `unique` is what only one has."""

    unique: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, register: str, programme: Programme, row: Any = None, **kwargs: Any
    ) -> None:
        names = type(self).declared_fields  # type: ignore[attr-defined]
        initial = {name: getattr(row, name) for name in names if hasattr(row, name)}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        for name, value in initial.items():
            self.fields[name].initial = value
        self.register, self.programme, self.row = register, programme, row

    @property
    def organisation_names(self) -> list[str]:
        has_one = any(isinstance(field, OrganisationField) for field in self.fields.values())
        return organisation_names() if has_one else []

    def is_taken(self, **wanted: Any) -> bool:
        """Another entry of the register has these values."""
        rows = entries_of(self.programme, self.register).filter(**wanted)
        return rows.exclude(pk=self.row.pk if self.row else None).exists()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {name: cleaned.get(name) for name in self.unique}
        if wanted and None not in wanted.values() and self.is_taken(**wanted):
            sentence = _("There is one already. Change that one, or give another value.")
            self.add_error(self.unique[-1], sentence)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return cleaned


class PresentationForm(EntryForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_choices(Presentation.Kind))
    title = _text(gettext_lazy("Title"), 200)
    held_on = DateField(label=gettext_lazy("Day"))
    place = _text(
        gettext_lazy("Place and country"), 120, is_required=False,
        help_text=gettext_lazy("Such as Zagreb, Croatia."),
    )  # fmt: skip
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, required=False,
        help_text=gettext_lazy("The same each year, such as kuntamarkkinat."),
    )  # fmt: skip
    participants = _number(gettext_lazy("Participants"))
    countries = _number(gettext_lazy("Countries"), most=300)
    eu_countries = _number(gettext_lazy("Countries of the EU"), most=100)
    source_note = _text(
        gettext_lazy("What is uncertain in the source"), 300, rows=2, is_required=False
    )


class AwardForm(EntryForm):
    occasion = forms.SlugField(
        label=gettext_lazy("Occasion"), max_length=60,
        help_text=gettext_lazy("A code that the awards of one gala share, such as gaala-2026."),
    )  # fmt: skip
    category = _text(gettext_lazy("Category"), 120)
    awarded_on = DateField(label=gettext_lazy("Day"))
    organisation = OrganisationField(label=gettext_lazy("Organisation"), required=False)
    practice = PracticeField(label=gettext_lazy("Practice"), required=False)
    grounds = _text(gettext_lazy("Grounds"), 600, rows=3, is_required=False)


class IssueForm(EntryForm):
    newsletter_name = _text(gettext_lazy("Newsletter"), 120)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=32000)
    title = _text(gettext_lazy("Title"), 200)
    sent_on = DateField(label=gettext_lazy("Sent"))
    subscriber_count = _number(gettext_lazy("Recipients"), most=10_000_000)
    content = _text(gettext_lazy("What it told of"), 4000, rows=6, is_required=False)
    url = LinkField(label=gettext_lazy("Address where it is read"))

    def __init__(self, *args: Any, programme: Programme, row: Any = None, **kwargs: Any) -> None:
        known = row.newsletter if row else programme.newsletters.first()
        kwargs["initial"] = {"newsletter_name": known.name if known else ""}
        super().__init__(*args, programme=programme, row=row, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted: dict[str, Any] = {
            "newsletter__name": cleaned.get("newsletter_name"),
            "number": cleaned.get("number"),
        }
        if self.is_taken(**wanted):
            self.add_error(
                "number", _("There is an issue of this number already. Change that one.")
            )
        return cleaned


class CampaignForm(EntryForm):
    name = _text(gettext_lazy("Name"), 160)
    starts_on = DateField(label=gettext_lazy("Begins"))
    ends_on = DateField(label=gettext_lazy("Ends"))


class AttributionForm(EntryForm):
    unique = ("practice",)
    campaign = forms.ModelChoiceField(
        label=gettext_lazy("Campaign"), queryset=Campaign.objects.none()
    )
    practice = PracticeField(label=gettext_lazy("Practice"))
    basis = forms.ChoiceField(
        label=gettext_lazy("How it came"), choices=_choices(Attribution.Basis)
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["campaign"].queryset = programme.campaigns.all()  # type: ignore[attr-defined]

    def is_taken(self, **wanted: Any) -> bool:
        """Of any programme: a practice belongs to one campaign at most."""
        own: Any = self.row.pk if self.row else None
        return Attribution.objects.filter(**wanted).exclude(pk=own).exists()


class NetworkForm(EntryForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_choices(Network.Kind))
    name = _text(gettext_lazy("Name"), 160)
    origin = forms.ModelChoiceField(
        label=gettext_lazy("Service from which it grew"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    partner = OrganisationField(label=gettext_lazy("Partner"), required=False)
    starts_on = DateField(label=gettext_lazy("Begins"))
    ends_on = DateField(label=gettext_lazy("Ends"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["origin"].queryset = programme.offerings.all()  # type: ignore[attr-defined]


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


class HitForm(EntryForm):
    outlet = _text(gettext_lazy("Medium"), 120)
    title = _text(gettext_lazy("Title"), 200)
    published_on = DateField(label=gettext_lazy("Published"))
    occasion = forms.SlugField(
        label=gettext_lazy("Occasion"), max_length=60, required=False,
        help_text=gettext_lazy("A code of what brought it, such as gaala-2026."),
    )  # fmt: skip
    url = LinkField(label=gettext_lazy("Address"))


class PublicationForm(EntryForm):
    title = _text(gettext_lazy("Title"), 200)
    published_on = DateField(label=gettext_lazy("Published"))
    isbn = _text(gettext_lazy("ISBN of the book"), 20, is_required=False)
    isbn_web = _text(gettext_lazy("ISBN of the web publication"), 20, is_required=False)

    def clean_isbn(self) -> str:
        return _isbn(self.cleaned_data["isbn"])

    def clean_isbn_web(self) -> str:
        return _isbn(self.cleaned_data["isbn_web"])


def _isbn(text: str) -> str:
    number = in_groups(text)
    if number and (problem := isbn_problem(number)):
        raise ValidationError(problem)
    return number


class NumberedForm(EntryForm):
    unique = ("number",)
    series = _text(gettext_lazy("Series"), 120)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=32000)
    title = _text(gettext_lazy("Title"), 200)
    published_by = DateField(label=gettext_lazy("Published"), required=False)


class EpisodeForm(NumberedForm):
    guest = _text(gettext_lazy("Case or guest organisation"), 120, is_required=False)


class StoryForm(NumberedForm):
    municipalities = _text(
        gettext_lazy("Municipalities"), 400, is_required=False,
        help_text=gettext_lazy("Their names with commas between, such as Kuopio, Vaasa."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            names = ", ".join(place.name_fi for place in row.municipalities.all())
            kwargs["initial"] = {"municipalities": names}
        super().__init__(*args, row=row, **kwargs)

    def clean_municipalities(self) -> list[Municipality]:
        names = [name.strip() for name in self.cleaned_data["municipalities"].split(",")]
        wanted = {name.casefold(): name for name in names if name}
        known = {
            name.casefold(): place
            for place in Municipality.objects.order_by("-valid_to")
            for name in (place.name_fi, place.name_sv)
        }
        missing = [name for key, name in wanted.items() if key not in known]
        if missing:
            raise ValidationError(
                _("There is no municipality of the name %(name)s. Check how it is written.")
                % {"name": missing[0]}
            )
        return list({known[key].pk: known[key] for key in wanted}.values())


class CountForm(EntryForm):
    unique = ("channel", "measure", "counted_on")
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=_choices(ChannelCount.Channel)
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("What is counted"), choices=_choices(ChannelCount.Measure)
    )
    counted_on = DateField(label=gettext_lazy("Day"))
    value = _number(gettext_lazy("Number"), is_required=True, most=2_000_000_000)
    is_increment = forms.BooleanField(
        label=gettext_lazy("What came since the row before, so the rows are summed"), required=False
    )


FORMS: dict[str, type[EntryForm]] = {
    "presentation": PresentationForm,
    "award": AwardForm,
    "issue": IssueForm,
    "campaign": CampaignForm,
    "attribution": AttributionForm,
    "network": NetworkForm,
    "member": MemberForm,
    "hit": HitForm,
    "publication": PublicationForm,
    "episode": EpisodeForm,
    "story": StoryForm,
    "count": CountForm,
}
