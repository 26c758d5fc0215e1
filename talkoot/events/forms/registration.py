"""Input of registrations: a person, a team, a cancellation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.dates import local_moment
from talkoot.core.forms import Form
from talkoot.events.actions.registrations import Came, Person
from talkoot.events.models import HeardOf, Registration, Session, TeamRegistration
from talkoot.people.models import Organisation, ParticipantRole
from talkoot.people.queries import organisation_named
from talkoot.surveys.widgets import OrganisationInput

SPARE_MEMBERS = 2


class NamedOrganisation(forms.CharField):
    """An organisation by name: that of the register if the name is its own, else the words."""

    widget = OrganisationInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Organisation"))
        kwargs.setdefault("max_length", 160)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        first = next(iter(value), "") if isinstance(value, list) else value
        return " ".join(str(first or "").split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def organisation_of(words: str) -> tuple[Organisation | None, str]:
    """(organisation of the register, "") or (None, the words)."""
    found = organisation_named(words)
    return found, "" if found else words


def source_of(text: str) -> str:
    """The utm_source of a link as it is kept: letters, digits, dots and hyphens, 60 at most."""
    return re.sub(r"[^\w.]+", "-", text)[:60].strip("-")


class CameForm(Form):
    """How somebody came to register: one question that may be left, and the link's source."""

    heard_of = forms.MultipleChoiceField(
        label=gettext_lazy("Where did you hear of this?"),
        help_text=gettext_lazy("You may leave this out. It is only counted."),
        choices=HeardOf.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    utm_source = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_utm_source(self) -> str:
        return source_of(self.cleaned_data["utm_source"])

    def came(self) -> Came:
        """Of a valid form."""
        values = self.cleaned_data
        return Came(heard_of=tuple(values["heard_of"]), utm_source=values["utm_source"])


class PersonForm(CameForm):
    """Who comes. `sessions` are those of the same content, of which one is chosen."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The confirmation and the link to change or cancel go here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    organisation = NamedOrganisation(
        help_text=gettext_lazy("Write the name as the register has it, or in your own words."),
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("You belong to"),
        choices=ParticipantRole.choices,
        widget=forms.RadioSelect,
    )
    session = forms.TypedChoiceField(
        label=gettext_lazy("Which one do you come to?"),
        help_text=gettext_lazy("They have the same content."),
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sessions: Sequence[Session] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {row.pk: row for row in sessions}
        if sessions:
            choices = [(row.pk, _session_words(row)) for row in sessions]
            self.fields["session"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["session"]

    def person(self) -> Person:
        """Of a valid form."""
        values = self.cleaned_data
        organisation, words = organisation_of(values["organisation"])
        return Person(
            name=values["name"],
            email=values.get("email", ""),
            role=values["role"],
            organisation=organisation,
            organisation_name=words,
        )

    def chosen(self) -> Session | None:
        """The chosen session of a valid form."""
        return self.sessions.get(self.cleaned_data.get("session") or 0)


class ChangeForm(PersonForm):
    """What may be changed later; the address stays, because the link went to it."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, initial=_told(registration), **kwargs)
        self.registration = registration
        for name in ("email", "heard_of", "utm_source"):
            del self.fields[name]

    def person(self) -> Person:
        """Of a valid form. An organisation left as it was stays, even if it has ended since."""
        told = super().person()
        if "organisation" in self.changed_data:
            return told
        words = self.registration.participant.organisation_name
        body = self.registration.organisation
        return replace(told, organisation=body, organisation_name="" if body else words)


class CancelForm(Form):
    """Giving the place up."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("You need not tell it."),
        max_length=500,
        required=False,
    )


class MemberForm(Form):
    """A member of a team; an empty row is no member."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role group"),
        choices=ParticipantRole.choices,
        initial=ParticipantRole.STAFF,
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_asked = is_needed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        name, email = values.get("name", ""), values.get("email", "")
        if name and not email:
            self.add_error("email", _("Give the e-mail address of %(name)s.") % {"name": name})
        if email and not name:
            self.add_error("name", _("Give the name of %(email)s.") % {"email": email})
        if name and not values.get("role"):
            self.add_error("role", _("Choose the role group of %(name)s.") % {"name": name})
        if email:
            try:
                validate_email(email)
            except ValidationError:
                self.add_error("email", _("Write the e-mail address in the form name@example.fi."))
        return values

    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("name"))


class TeamForm(CameForm):
    """A team: its name, organisation, what it wants when there is no room for all, its members.

    The first row is the contact person's. `rows` is how many rows of members are shown.
    """

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=120)
    organisation = NamedOrganisation(required=False)
    waiting = forms.ChoiceField(
        label=gettext_lazy("If there is no room for all of you"),
        choices=TeamRegistration.Waiting.choices,
        widget=forms.RadioSelect,
        initial=TeamRegistration.Waiting.ALL_OR_NOTHING,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        least: int,
        most: int,
        smallest: int = 2,
        initial_member: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        rows = str(data.get("rows", "")) if data else ""
        asked = int(rows) if rows.isdecimal() and len(rows) < 10 else 0
        self.row_count = min(most, max(least, asked))
        if data and "more" in data:
            self.row_count = min(most, self.row_count + SPARE_MEMBERS)
        self.most = most
        self.members = [
            MemberForm(
                data,
                prefix=f"member{number}",
                initial=initial_member if number == 0 else None,
                is_needed=number < smallest,
            )
            for number in range(self.row_count)
        ]

    def is_valid(self) -> bool:
        members = [member.is_valid() for member in self.members]
        if not super().is_valid() or not all(members):
            if not all(members):
                self.add_error(None, _("Correct the rows of the members that are marked below."))
            return False
        filled = [member for member in self.members if member.is_filled()]
        addresses = [member.cleaned_data["email"].lower() for member in filled]
        if len(set(addresses)) < len(addresses):
            self.add_error(None, _("The same address stands twice. Each member has their own."))
        if not filled or filled[0] is not self.members[0]:
            self.add_error(None, _("Fill in the first row: its person is the team’s contact."))
        return not self.errors

    def people(self) -> list[Person]:
        """Of a valid form: the members in their order, all of the team's organisation."""
        organisation, words = organisation_of(self.cleaned_data["organisation"])
        return [
            Person(
                name=member.cleaned_data["name"],
                email=member.cleaned_data["email"],
                role=member.cleaned_data["role"],
                organisation=organisation,
                organisation_name=words,
            )
            for member in self.members
            if member.is_filled()
        ]


class WaitingForm(Form):
    """What the team wants while it waits."""

    waiting = forms.ChoiceField(
        label=gettext_lazy("If there is no room for all of you"),
        choices=TeamRegistration.Waiting.choices,
        widget=forms.RadioSelect,
    )


def _told(row: Registration) -> dict[str, Any]:
    person = row.participant
    return {
        "name": person.name,
        "organisation": str(row.organisation or person.organisation_name),
        "role": row.role,
        "session": row.session_id,
    }


def _session_words(session: Session) -> str:
    parts = [local_moment(session.starts_at) if session.starts_at else "", session.title]
    parts.append(session.place or session.get_mode_display())
    return ", ".join(str(part) for part in parts if part)
