"""Input of the registers of communications: a form for each kind of entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField
from talkoot.core.isbn import in_groups, isbn_problem
from talkoot.events.models import Series
from talkoot.files.images import check_picture
from talkoot.outreach.forms.entries import (
    EntryForm,
    LinkField,
    OrganisationField,
    PracticeField,
    choices_of,
    number_field,
    text_field,
)
from talkoot.outreach.forms.networks import MemberForm, NetworkForm, RoleForm
from talkoot.outreach.models import Attribution, Campaign, ChannelCount, Presentation
from talkoot.outreach.queries import series_of
from talkoot.people.models import Municipality
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme


class PresentationForm(EntryForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices_of(Presentation.Kind))
    title = text_field(gettext_lazy("Title"), 200)
    held_on = DateField(label=gettext_lazy("Day"))
    place = text_field(
        gettext_lazy("Place and country"), 120, is_required=False,
        help_text=gettext_lazy("Such as Zagreb, Croatia."),
    )  # fmt: skip
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, required=False,
        help_text=gettext_lazy("The same each year, such as kuntamarkkinat."),
    )  # fmt: skip
    participants = number_field(gettext_lazy("Participants"))
    countries = number_field(gettext_lazy("Countries"), most=300)
    eu_countries = number_field(gettext_lazy("Countries of the EU"), most=100)
    source_note = text_field(
        gettext_lazy("What is uncertain in the source"), 300, rows=2, is_required=False
    )
    upload = forms.FileField(
        label=gettext_lazy("Picture"), required=False, validators=[check_picture],
        help_text=gettext_lazy("A JPEG or PNG of at most 5 MB."),
    )  # fmt: skip
    picture_alt = text_field(
        gettext_lazy("What is in the picture?"), 200, is_required=False,
        help_text=gettext_lazy(
            "For those who do not see it, for example “Six people round a table”."
        ),
    )  # fmt: skip
    picture_credit = text_field(
        gettext_lazy("Photographer or source"), 120, is_required=False,
        help_text=gettext_lazy(
            "Tell the photographer's role or company if the name is not to be shown."
        ),
    )  # fmt: skip
    picture_rights = text_field(
        gettext_lazy("Rights to the picture"), 200, is_required=False,
        help_text=gettext_lazy(
            "What one may do with it, such as CC BY 4.0; everyone recognisable has agreed."
        ),
    )  # fmt: skip
    removes_picture = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is None or row.picture_id is None:
            del self.fields["removes_picture"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stays = self.row is not None and self.row.picture_id and not cleaned.get("removes_picture")
        if cleaned.get("upload") or stays:
            for name in ("picture_alt", "picture_credit", "picture_rights"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A picture is not shown without this."))
        return cleaned


class AwardForm(EntryForm):
    occasion = forms.SlugField(
        label=gettext_lazy("Occasion"), max_length=60,
        help_text=gettext_lazy("A code that the awards of one gala share, such as gaala-2026."),
    )  # fmt: skip
    category = text_field(gettext_lazy("Category"), 120)
    awarded_on = DateField(label=gettext_lazy("Day"))
    organisation = OrganisationField(label=gettext_lazy("Organisation"), required=False)
    practice = PracticeField(label=gettext_lazy("Practice"), required=False)
    grounds = text_field(gettext_lazy("Grounds"), 600, rows=3, is_required=False)
    event = forms.ModelChoiceField(
        label=gettext_lazy("Event at which it was given"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("The award stands on the event’s page."),
    )

    def __init__(self, *args: Any, programme: Programme, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, row=row, **kwargs)
        events = series_of(programme, besides=row.event_id if row else None)
        self.fields["event"].queryset = events  # type: ignore[attr-defined]


class IssueForm(EntryForm):
    newsletter_name = text_field(gettext_lazy("Newsletter"), 120)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=32000)
    title = text_field(gettext_lazy("Title"), 200)
    sent_on = DateField(label=gettext_lazy("Sent"))
    subscriber_count = number_field(gettext_lazy("Recipients"), most=10_000_000)
    content = text_field(gettext_lazy("What it told of"), 4000, rows=6, is_required=False)
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
    name = text_field(gettext_lazy("Name"), 160)
    starts_on = DateField(label=gettext_lazy("Begins"))
    ends_on = DateField(label=gettext_lazy("Ends"))


class AttributionForm(EntryForm):
    unique = ("practice",)
    campaign = forms.ModelChoiceField(
        label=gettext_lazy("Campaign"), queryset=Campaign.objects.none()
    )
    practice = PracticeField(label=gettext_lazy("Practice"))
    basis = forms.ChoiceField(
        label=gettext_lazy("How it came"), choices=choices_of(Attribution.Basis)
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["campaign"].queryset = programme.campaigns.all()  # type: ignore[attr-defined]

    def clean_practice(self) -> Practice:
        practice: Practice = self.cleaned_data["practice"]
        if practice.programme_id != self.programme.pk:
            raise ValidationError(
                _("This practice is of another programme. A campaign brings its own programme’s.")
            )
        return practice

    def is_taken(self, **wanted: Any) -> bool:
        """Of any programme: a practice belongs to one campaign at most."""
        own: Any = self.row.pk if self.row else None
        return Attribution.objects.filter(**wanted).exclude(pk=own).exists()


class HitForm(EntryForm):
    outlet = text_field(gettext_lazy("Medium"), 120)
    title = text_field(gettext_lazy("Title"), 200)
    published_on = DateField(label=gettext_lazy("Published"))
    occasion = forms.SlugField(
        label=gettext_lazy("Occasion"), max_length=60, required=False,
        help_text=gettext_lazy("A code of what brought it, such as gaala-2026."),
    )  # fmt: skip
    url = LinkField(label=gettext_lazy("Address"))


class PublicationForm(EntryForm):
    title = text_field(gettext_lazy("Title"), 200)
    published_on = DateField(label=gettext_lazy("Published"))
    isbn = text_field(gettext_lazy("ISBN of the book"), 20, is_required=False)
    isbn_web = text_field(gettext_lazy("ISBN of the web publication"), 20, is_required=False)

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
    series = text_field(gettext_lazy("Series"), 120)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=32000)
    title = text_field(gettext_lazy("Title"), 200)
    published_by = DateField(label=gettext_lazy("Published"), required=False)


class EpisodeForm(NumberedForm):
    guest = text_field(gettext_lazy("Case or guest organisation"), 120, is_required=False)


class StoryForm(NumberedForm):
    municipalities = text_field(
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
        label=gettext_lazy("Channel"), choices=choices_of(ChannelCount.Channel)
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("What is counted"), choices=choices_of(ChannelCount.Measure)
    )
    counted_on = DateField(label=gettext_lazy("Day"))
    value = number_field(gettext_lazy("Number"), is_required=True, most=2_000_000_000)
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
    "role": RoleForm,
    "hit": HitForm,
    "publication": PublicationForm,
    "episode": EpisodeForm,
    "story": StoryForm,
    "count": CountForm,
}
