"""What the forms of the registers of communications share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.links import link_problem
from talkoot.core.seen import SeenForm
from talkoot.outreach.queries import entries_of
from talkoot.people.models import Organisation
from talkoot.people.queries import organisation_named, organisation_names
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme


def choices_of(kind: Any) -> list[tuple[str, Any]]:
    return [(value, capfirst(label)) for value, label in kind.choices]


def text_field(
    label: Any, limit: int, *, rows: int = 0, help_text: Any = "", is_required: bool = True
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=limit, widget=widget, help_text=help_text, required=is_required
    )


def number_field(label: Any, *, is_required: bool = False, most: int = 32000) -> forms.IntegerField:
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
        found = organisation_named(name)
        if found is None:
            raise ValidationError(
                _("No organisation of this name is in the register. Check how it is written.")
            )
        return found


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


class EntryForm(SeenForm):
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
        cleaned = super().clean()
        wanted = {name: cleaned.get(name) for name in self.unique}
        if wanted and None not in wanted.values() and self.is_taken(**wanted):
            sentence = _("There is one already. Change that one, or give another value.")
            self.add_error(self.unique[-1], sentence)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return cleaned
