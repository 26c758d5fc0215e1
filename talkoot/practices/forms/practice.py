"""Input of a practice: what its authors write, and how it is begun."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form, ModelForm
from talkoot.core.links import link_problem
from talkoot.people.models import Municipality, Organisation
from talkoot.people.queries import organisations_named
from talkoot.practices import rules
from talkoot.practices.models import Practice
from talkoot.practices.queries.writers import origin_at, writers_at
from talkoot.practices.rules import writing
from talkoot.programmes.models import Programme, Theme, ThemeUse
from talkoot.programmes.queries import themes_offered

SHARED_MOST = 20
FIRST_YEAR = 1900
# Plain fields of a practice whose control has another name, because people write words in it.
CONTROLS = {
    "partners": "partner_names",
    "co_authors": "co_author_addresses",
    "origin_practice": "origin_address",
}
# Behind a disclosure: nothing of it is needed for publishing.
LATER = (
    "unit_name",
    "contact_role",
    "place",
    "who_took_part",
    "how_measured",
    "resources",
    "conditions",
    "tips",
    "extent",
    "began_year",
    "origin",
    "origin_address",
    "video_url",
    "kind",
    "partner_names",
    "co_author_addresses",
)


def control_of(name: str) -> str:
    """The control of the form in which a plain field of a practice is written."""
    return CONTROLS.get(name, name)


class PracticeForm(ModelForm):
    """A practice's answers. Saved incomplete; `is_sending` asks for all that publishing needs."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(use=ThemeUse.PRACTICE),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose at most three, so that others find the practice."),
    )
    place = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.filter(valid_to=None),
        required=False,
        empty_label=_("No municipality"),
        help_text=_("Where it is done. At first that of the organisation."),
    )
    began_year = forms.IntegerField(
        label=_("In what year did the work begin?"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        help_text=_("Good practices may have grown for years. Others see how long it took."),
    )
    origin_address = forms.CharField(
        label=_("The practice that you learned from"),
        required=False,
        max_length=500,
        help_text=_("Its address here, for example %(example)s")
        % {"example": "/practices/tyovuorot-yhdessa-1a2b3c/"},
    )
    video_url = forms.CharField(
        label=_("Link to a video"),
        required=False,
        max_length=200,
        help_text=_("Begins with https://. It is shown as a link."),
    )
    partner_names = forms.CharField(
        label=_("Other organisations that did it with you"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name a line."),
    )
    co_author_addresses = forms.CharField(
        label=_("Who else may write"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "The e-mail address of a colleague with an account, one a line. Shown to nobody else."
        ),
    )

    class Meta:
        model = Practice
        fields = [
            "title",
            "gist",
            "need",
            "what_was_done",
            "sector",
            "may_publish",
            "themes",
            "status",
            "results",
            "unit_name",
            "contact_role",
            "place",
            "who_took_part",
            "how_measured",
            "resources",
            "conditions",
            "tips",
            "extent",
            "began_year",
            "origin",
            "video_url",
            "kind",
        ]
        labels = {
            "gist": _("The practice in one sentence"),
            "need": _("What was the need?"),
            "what_was_done": _("What was done?"),
            "who_took_part": _("Who took part?"),
            "results": _("Results so far"),
            "how_measured": _("How do you know the results?"),
            "resources": _("What did it take?"),
            "conditions": _("What must hold, and what did not work?"),
            "tips": _("Tips for those who adopt it"),
            "origin": _("Where did it come from?"),
            "status": _("Where does the practice stand now?"),
            "kind": _("What is it?"),
            "extent": _("How large is it?"),
            "contact_role": _("Whom to ask, by role"),
            "may_publish": _("The practice may be published"),
        }
        help_texts = {
            "gist": _("What changed, and for whom? This is what others read first in a list."),
            "need": _("What did not work before?"),
            "what_was_done": _(
                "Tell it so that another organisation can do the same. Lines that begin with “- ” "
                "become a list."
            ),
            "who_took_part": _("Tell groups and numbers, not names."),
            "results": _("Tell what changed and how you know it. You can complete this later."),
            "how_measured": _("For example a survey of 34 people, or sickness absence in a year."),
            "resources": _("People, days, euros, tools."),
            "conditions": _("What would you do differently?"),
            "extent": _("Small practices help others as much as large ones."),
            "contact_role": _("For example director of early education. No names."),
            "may_publish": _(
                "Our organisation gives permission, and the text names no customers "
                "or members of staff."
            ),
        }
        widgets = {
            "gist": forms.Textarea(attrs={"rows": 2}),
            "who_took_part": forms.Textarea(attrs={"rows": 2}),
            "resources": forms.Textarea(attrs={"rows": 3}),
            "status": forms.RadioSelect,
            "kind": forms.RadioSelect,
            "extent": forms.RadioSelect,
            "origin": forms.RadioSelect,
        }

    def __init__(
        self,
        *args: Any,
        values: Mapping[str, Any] | None = None,
        is_sending: bool = False,
        is_correcting: bool = False,
        **kwargs: Any,
    ) -> None:
        """`values` are those of a change that waits, where they differ from the practice's.

        `is_correcting`: what is told already stays told, but what was missing, such as in an
        import, may stay so.
        """
        practice: Practice = kwargs["instance"]
        needed = rules.missing_answers(Practice())
        missing = rules.missing_answers(practice) if is_correcting else needed
        self.may_lack = set() if is_sending else missing.keys() - {"title"}
        kwargs["initial"] = {**initial_of(practice, values), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        # Required fields carry no "(optional)"; a save accepts them empty all the same.
        fields: dict[str, Any] = self.fields
        chosen = Practice.themes.through.objects.filter(practice=practice.pk).values("theme")
        fields["themes"].queryset = themes_offered(ThemeUse.PRACTICE, also=chosen)
        for name, sentence in needed.items():
            fields[name].required = True
            fields[name].error_messages["required"] = sentence
        fields["sector"].empty_label = gettext("Choose")
        for name in ("extent", "origin"):
            fields[name].choices = [row for row in fields[name].choices if row[0]]
        for name in ("status", "kind", "extent", "origin"):
            capitalise(fields[name])
        # Chosen at the start, so it is there already.
        fields["kind"].required, fields["kind"].is_asked = False, True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.may_lack:
            if self.has_error(name, "required"):
                del self.errors[name]
                cleaned[name] = {"sector": None, "may_publish": False}.get(name, "")
        if len(cleaned.get("themes") or ()) > 3:
            self.add_error("themes", gettext("Choose at most three themes."))
        return cleaned

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self["kind"].initial

    def clean_began_year(self) -> int | None:
        year: int | None = self.cleaned_data["began_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(gettext("The year cannot be in the future."))
        return year

    def clean_video_url(self) -> str:
        url: str = self.cleaned_data["video_url"].strip()
        if url:
            https_address(url)
        return url

    def clean_partner_names(self) -> list[Organisation]:
        found = []
        for name in _lines(self.cleaned_data["partner_names"]):
            rows = organisations_named(name)
            if len(rows) != 1:
                raise forms.ValidationError(_not_one(name, rows))
            if rows[0].pk != self.instance.organisation_id:
                found.append(rows[0])
        return found

    def clean_co_author_addresses(self) -> list[Any]:
        addresses = _lines(self.cleaned_data["co_author_addresses"])
        for address in addresses:
            validate_email(address)
        partners = self.cleaned_data.get("partner_names", ())
        people = writers_at(self.instance, addresses, partners=partners)
        unknown = [address for address in addresses if address.lower() not in people]
        if unknown:
            raise forms.ValidationError(
                gettext(
                    "%(address)s has no account with a confirmed membership in your organisation. "
                    "Ask your colleague to sign in first, or leave the address out."
                )
                % {"address": unknown[0]}
            )
        return list(people.values())

    def clean_origin_address(self) -> Practice | None:
        address = self.cleaned_data["origin_address"].strip()
        return origin_at(self.instance, address) if address else None

    def values(self) -> dict[str, Any]:
        """What was read without a fault, as plain values (rules.writing)."""
        read = {
            name: self.cleaned_data[control_of(name)]
            for name in writing.FIELDS
            if control_of(name) in self.cleaned_data and control_of(name) not in self.errors
        }
        return writing.plain(read)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [field for field in self if field.name not in LATER]

    @property
    def later_fields(self) -> list[forms.BoundField]:
        """What stands behind the disclosure."""
        return [self[name] for name in LATER]

    @property
    def is_later_open(self) -> bool:
        """A fault behind the disclosure opens it."""
        return self.is_bound and any(name in self.errors for name in LATER)


def initial_of(practice: Practice, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the controls hold at first: the practice, or the `values` of a change instead."""
    values = values or {}
    initial = {name: value for name, value in values.items() if name not in CONTROLS}
    partners: Any = practice.partners.all()
    writers: Any = practice.co_authors.all()
    origin = practice.origin_practice
    if "partners" in values:
        partners = Organisation.objects.filter(pk__in=values["partners"])
    if "co_authors" in values:
        writers = practice.co_authors.model.objects.filter(pk__in=values["co_authors"])
    if "origin_practice" in values:
        origin = Practice.objects.filter(pk=values["origin_practice"]).first()
    return {
        **initial,
        "partner_names": "\n".join(row.name for row in partners),
        "co_author_addresses": "\n".join(row.email for row in writers),
        "origin_address": origin.get_absolute_url() if origin else "",
    }


class StartPracticeForm(Form):
    """Where the practice belongs, what it is and what it is called."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Tell what you do, for example “Shift planning together”."),
    )
    kind = forms.ChoiceField(
        label=_("What do you tell of?"),
        choices=Practice.Kind,
        initial=Practice.Kind.PRACTICE,
        widget=forms.RadioSelect,
        help_text=_("What did not work is as useful to others as what did."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), empty_label=None
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.filter(state=Programme.State.RUNNING),
        empty_label=None,
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["organisation"], organisations)
        kind: Any = self.fields["kind"]
        capitalise(kind)
        kind.required, kind.is_asked = False, True

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or Practice.Kind.PRACTICE)


def https_address(url: str) -> None:
    """Refuse what is no https address of a public name."""
    problem = link_problem(url)
    if not problem and not url.lower().startswith("https://"):
        problem = gettext("Give an address that begins with https://.")
    if problem:
        raise forms.ValidationError(problem)


def capitalise(field: forms.Field) -> None:
    """Labels of radio buttons begin a line, unlike the same words in a sentence."""
    field.choices = [(value, capfirst(str(label))) for value, label in field.choices]  # type: ignore[attr-defined]


def offer(field: forms.Field, organisations: list[Organisation]) -> None:
    """Show only these; any other that is posted meets the rule and its sentence."""
    field.widget.choices = [(row.pk, row.name) for row in organisations]  # type: ignore[attr-defined]


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > SHARED_MOST:
        raise forms.ValidationError(
            gettext("Give at most %(most)s, one a line.") % {"most": SHARED_MOST}
        )
    return lines


def _not_one(name: str, rows: list[Organisation]) -> str:
    if not rows:
        return gettext("“%(name)s” is not in the register. Check the name.") % {"name": name}
    names = ", ".join(row.name for row in rows)
    return gettext("Which one do you mean by “%(name)s”: %(names)s?") % {
        "name": name,
        "names": names,
    }
