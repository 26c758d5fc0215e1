"""Input of an import: the file, then what each of our columns is called in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.files.rules import ROW_TYPES, check_upload
from talkoot.practices.imports.columns import COLUMNS, OLD_FORMAT, REQUIRED
from talkoot.programmes.models import Programme

# Told by the address or by the file itself, never asked.
UNASKED = frozenset({"slug", "programme", "is_demo"})


class UploadForm(Form):
    """Whose practices, and the file."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        validators=[lambda upload: check_upload(upload, ROW_TYPES)],
        help_text=_("CSV, XLSX or JSONL; the first line names the columns."),
    )

    def __init__(self, *args: Any, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [programme.pk for programme in programmes]
        self.fields["programme"].queryset = Programme.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


class ColumnsForm(Form):
    """Which heading of the file each of our columns is."""

    def __init__(self, *args: Any, columns: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(columns)
        chosen = {name: heading for heading, name in columns.items() if name}
        choices = [("", gettext("Not in the file")), *((name, name) for name in self.headings)]
        for name, label in COLUMNS.items():
            if name in UNASKED:
                continue
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=name in REQUIRED and not set(self.headings) >= OLD_FORMAT,
                initial=chosen.get(name, ""),
                error_messages={"required": gettext("Choose the column of the file.")},
            )
        self.fields["publishes"] = forms.BooleanField(
            label=_("Publish at once"),
            required=False,
            help_text=_("We have the permission to publish them. Otherwise they wait for you."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: set[str] = set()
        for name in COLUMNS:
            heading = cleaned.get(name)
            if heading and heading in taken:
                self.add_error(name, gettext("This column of the file is chosen twice."))
            taken.add(heading or "")
        return cleaned

    def columns(self, proposed: Mapping[str, str]) -> dict[str, str]:
        """{heading: our column or ""} as chosen; what is not asked stays as proposed."""
        chosen = {self.cleaned_data[name]: name for name in COLUMNS if self.cleaned_data.get(name)}
        kept = {heading: name for heading, name in proposed.items() if name in UNASKED}
        return dict.fromkeys(self.headings, "") | kept | chosen
