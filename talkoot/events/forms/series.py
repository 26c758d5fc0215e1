"""Input of the office's pages of a series."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form, MomentField
from talkoot.core.row_forms import RowsForm, in_languages, removal
from talkoot.events.models import Series, SeriesPerson
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, OfferingKind, Programme, Theme, ThemeUse
from talkoot.programmes.queries import themes_offered

NARROW = {"class": "govuk-input--width-4", "inputmode": "decimal"}


class NewSeriesForm(Form):
    """What a new series begins from."""

    programme: "forms.ModelChoiceField[Programme]" = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=None, empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Name of the series"), max_length=200)
    template = forms.ChoiceField(
        label=gettext_lazy("Begin from"),
        required=False,
        help_text=gettext_lazy(
            "A template brings its sessions and tasks, counted from the first day."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("that of the template")), *OfferingKind.choices],
    )
    first_day = DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy(
            "Days on which offices are closed are skipped, and you are told of them."
        ),
    )

    def __init__(self, *args: Any, programmes: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Any = self.fields["programme"]
        programme.queryset = programmes
        self.templates = {str(row.pk): row for row in templates}
        shipped = [(key, str(row)) for key, row in self.templates.items() if not row.programme_id]
        own = [(key, str(row)) for key, row in self.templates.items() if row.programme_id]
        template: Any = self.fields["template"]
        template.choices = [("", _("an empty series"))]
        template.choices += [(_("Templates of your own"), own)] if own else []
        template.choices += [(_("Templates of the product"), shipped)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        template = self.templates.get(cleaned.get("template") or "")
        cleaned["template"] = template
        if template and not cleaned.get("first_day") and "first_day" not in self.errors:
            self.add_error("first_day", _("Give the first day, so that the sessions get theirs."))
        if not template and not cleaned.get("kind"):
            self.add_error("kind", _("Choose the kind of the series."))
        return cleaned


class SeriesTextsForm(Form):
    """What the series is and whom to ask."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OfferingKind.choices)
    offering: "forms.ModelChoiceField[Offering]" = forms.ModelChoiceField(
        label=gettext_lazy("Offering"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("none of them"),
    )
    theme: "forms.ModelChoiceField[Theme]" = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.filter(use=ThemeUse.WORKSHOP),
        required=False,
        empty_label=gettext_lazy("no theme"),
    )
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("For one organisation only"),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("open to several"),
    )
    audience = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only if the event is abroad."),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail for questions"),
        required=False,
        help_text=gettext_lazy("Without it questions go to the programme."),
    )

    def __init__(self, *args: Any, offerings: Any, **kwargs: Any) -> None:
        self.base_fields = {  # type: ignore[misc]
            "title": forms.CharField(label=_("Name of the series"), max_length=200),
            **in_languages("summary", _("Description"), limit=4000, rows=6, is_required=True),
            **type(self).declared_fields,
        }
        super().__init__(*args, **kwargs)
        offering: Any = self.fields["offering"]
        offering.queryset = offerings
        theme: Any = self.fields["theme"]
        chosen = self.initial.get("theme")
        theme.queryset = themes_offered(ThemeUse.WORKSHOP, also=[chosen] if chosen else [])


class SeriesTermsForm(Form):
    """Seats, registration, teams, fee and hours."""

    entry = forms.ChoiceField(
        label=gettext_lazy("How people come in"),
        choices=Series.Entry.choices,
        widget=forms.RadioSelect,
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        required=False,
        min_value=1,
        max_value=32000,
        help_text=gettext_lazy("Leave empty if there is room for everybody."),
    )
    has_waiting_list = forms.BooleanField(
        label=gettext_lazy("When it is full, people can stand in a waiting list"), required=False
    )
    registration_opens_at = MomentField(
        label=gettext_lazy("Registration opens"),
        required=False,
        help_text=gettext_lazy("Leave empty if it opens when the series is published."),
    )
    registration_closes_at = MomentField(label=gettext_lazy("Registration closes"), required=False)
    cancel_until = MomentField(
        label=gettext_lazy("One can cancel without being late until"), required=False
    )
    team_size_min = forms.IntegerField(
        label=gettext_lazy("Smallest team"), required=False, min_value=1, max_value=100
    )
    team_size_max = forms.IntegerField(
        label=gettext_lazy("Biggest team"), required=False, min_value=1, max_value=100
    )
    fee_eur = forms.DecimalField(
        label=gettext_lazy("Fee in euros"),
        localize=True,
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        widget=forms.TextInput(attrs=NARROW),
    )
    hours_granted = forms.DecimalField(
        label=gettext_lazy("Hours that were promised"),
        localize=True,
        required=False,
        min_value=0,
        max_value=9999,
        decimal_places=2,
        help_text=gettext_lazy("Compared with the hours that have been held."),
        widget=forms.TextInput(attrs=NARROW),
    )
    completion_share = forms.IntegerField(
        label=gettext_lazy("Share of sessions that a certificate needs, in per cent"),
        min_value=0,
        max_value=100,
    )
    house_rules = forms.CharField(
        label=gettext_lazy("How we work together"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Such as cameras and microphones, what may be told further, and how recordings are "
            "used. People read it before they register."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = (cleaned.get(f"registration_{name}_at") for name in ("opens", "closes"))
        if opens and closes and closes <= opens:
            self.add_error(
                "registration_closes_at",
                _("Registration must close after it opens. Check the dates."),
            )
        least, most = cleaned.get("team_size_min"), cleaned.get("team_size_max")
        if least and most and most < least:
            self.add_error(
                "team_size_max", _("The biggest team cannot be smaller than the smallest one.")
            )
        return cleaned


class SeriesAfterForm(Form):
    """What came of it."""

    follow_up = forms.CharField(
        label=gettext_lazy("What follows"),
        help_text=gettext_lazy(
            "What was agreed and who goes on with it. Everybody sees this on the page."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    replaced_by: "forms.ModelChoiceField[Series]" = forms.ModelChoiceField(
        label=gettext_lazy("Was replaced by"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("nothing"),
    )
    published_participants = forms.IntegerField(
        label=gettext_lazy("Participants that the source tells"),
        help_text=gettext_lazy("Only where nobody was registered or counted in this service."),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    source_note = forms.CharField(
        label=gettext_lazy("Note on the source"),
        help_text=gettext_lazy("What is uncertain, such as two lists that disagree."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaced: Any = self.fields["replaced_by"]
        replaced.queryset = others


class PeopleForm(RowsForm):
    """Facilitators, speakers and mentors; each of the whole series or of one session."""

    row_title = gettext_lazy("Person")
    ignored = frozenset({"is_removed", "id", "task", "session"})

    def __init__(self, *args: Any, sessions: Any, accounts: Any, **kwargs: Any) -> None:
        self.sessions, self.accounts = list(sessions), accounts
        super().__init__(*args, **kwargs)

    def whole_fields(self) -> dict[str, forms.Field]:
        return {
            "accepts_clash": forms.BooleanField(
                label=_("Keep people even if they are elsewhere at the same time"), required=False
            )
        }

    def row_fields(self) -> dict[str, forms.Field]:
        everywhere = [("", _("the whole series"))]
        return {
            "task": forms.ChoiceField(label=_("Task"), choices=SeriesPerson.Task.choices),
            "name": forms.CharField(label=_("Name"), max_length=120),
            "organisation_name": forms.CharField(
                label=_("Organisation"), max_length=160, required=False
            ),
            "email": forms.EmailField(
                label=_("E-mail address of the account"),
                required=False,
                help_text=_("With it the person sees the participants and gets the changes."),
            ),
            "session": forms.ChoiceField(
                label=_("Which session"),
                required=False,
                choices=everywhere + [(str(row.pk), str(row)) for row in self.sessions],
            ),
            "is_removed": removal(),
        }

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        email = (row.get("email") or "").lower()
        if email and self.accounts(email) is None:
            self.add_error(
                f"{index}-email",
                _(
                    "Nobody has an account with this address. Leave it empty, or ask the person "
                    "to sign in once."
                ),
            )

    def people(self) -> list[dict[str, Any]]:
        """The rows as actions.sessions.set_people takes them."""
        sessions = {str(row.pk): row for row in self.sessions}
        return [
            {
                "task": row["task"],
                "name": row["name"],
                "organisation_name": row["organisation_name"] or "",
                "user": self.accounts((row["email"] or "").lower()) if row["email"] else None,
                "session": sessions.get(row["session"] or ""),
            }
            for row in self.rows_given()
        ]


class CopyForm(Form):
    """A new series from this one."""

    title = forms.CharField(label=gettext_lazy("Name of the new series"), max_length=200)
    first_day = DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy(
            "Days on which offices are closed are skipped, and you are told of them."
        ),
    )


class TemplateForm(Form):
    """The name of a template of one's own."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=160)


class TemplateNamesForm(Form):
    """A template's name in each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = in_languages(  # type: ignore[assignment,misc]
            "name", _("Name of the template"), limit=160, is_required=True
        )
        super().__init__(*args, **kwargs)


class ReasonForm(Form):
    """Why something is not held."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Goes to those who have registered, and stands on the page."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
