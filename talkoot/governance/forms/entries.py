"""What the forms of all registers share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.row_forms import in_languages
from talkoot.core.seen import SeenForm
from talkoot.governance.rules import programme_of
from talkoot.people.models import Organisation
from talkoot.people.queries import organisation_named


def text_field(
    label: Any, limit: int, *, rows: int = 0, help_text: Any = "", is_required: bool = False
) -> forms.CharField:
    """A short text, or with `rows` a long one."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=limit, widget=widget, help_text=help_text, required=is_required
    )


def organisation_field(*, is_required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Organisation"), max_length=160, required=is_required,
        help_text=gettext_lazy("Its name as it stands in the register of organisations."),
    )  # fmt: skip


class EntryForm(SeenForm):
    """An entry that is added to `parent`, or changed when there is a `row`.

    `texts` are (name, label, longest) of its texts in three languages, the first one required.
    """

    texts: tuple[tuple[str, Any, int], ...] = ()

    def __init__(self, *args: Any, parent: Any, row: Any = None, **kwargs: Any) -> None:
        first: dict[str, forms.Field] = {}
        for name, label, limit in self.texts:
            first |= in_languages(
                name, label, limit=limit, rows=2 if limit > 200 else 0, is_required=not first
            )
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        self.base_fields = {**first, **own}  # type: ignore[misc]
        initial = {key: getattr(row, key) for key in self.base_fields if hasattr(row, key)}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.parent, self.row = parent, row

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"].strip()
        if not name:
            return None
        found = organisation_named(name)
        if found is None:
            raise ValidationError(
                _("There is no organisation “%(name)s” in the register. Check the name.")
                % {"name": name}
            )
        return found

    def check_days(self, cleaned: dict[str, Any], first: str, last: str) -> None:
        if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
            self.add_error(last, _("The last day cannot be before the first one."))

    def check_once(self, cleaned: dict[str, Any], model: type[Any], name: str) -> None:
        rows = model.objects.filter(
            programme=programme_of(self.parent), **{name: cleaned.get(name)}
        )
        if rows.exclude(pk=self.row.pk if self.row else None).exists():
            sentence = _("The programme has one with this name or number already. Change that one.")
            self.add_error(name, sentence)
