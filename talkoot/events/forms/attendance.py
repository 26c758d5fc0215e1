"""Input of attendance: counted groups, a meeting tool's list, the address at the door."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import Form
from talkoot.events.meeting_lists import Listed
from talkoot.events.rules.attendance import COUNT_MOST
from talkoot.people.models import ParticipantRole

SALT = "talkoot.events.attendance"
PREVIEW_SECONDS = 3600


class CountsForm(Form):
    """How many of each role group were present beside those marked by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role, label in ParticipantRole.choices:
            self.fields[role] = forms.IntegerField(
                label=str(label).capitalize(), min_value=0, max_value=COUNT_MOST, required=False
            )
            self.fields[role].is_asked = True  # type: ignore[attr-defined]

    def counts(self) -> dict[str, int]:
        return {role: self.cleaned_data.get(role) or 0 for role in ParticipantRole.values}


class ListForm(Form):
    """The file of a meeting tool."""

    file = forms.FileField(
        label=gettext_lazy("Attendance list of the meeting tool"),
        help_text=gettext_lazy("The CSV file as Teams or Zoom made it."),
    )


class ImportForm(Form):
    """What was read, as the preview showed it, and what to do with the unknown."""

    read = forms.CharField(widget=forms.HiddenInput)
    counts_unmatched = forms.BooleanField(
        label=gettext_lazy("Count those who were not found as “others”"), required=False
    )

    def clean_read(self) -> dict[str, Any]:
        try:
            return dict(loads(self.cleaned_data["read"], salt=SALT, max_age=PREVIEW_SECONDS))
        except BadSignature as error:
            raise forms.ValidationError(
                _("The preview is too old or was changed. Choose the file again.")
            ) from error


def sealed(people: list[Listed], *, session: int, file_name: str, sha256: str) -> str:
    """What was read from a file, for the page that confirms it; nothing is kept on the server."""
    rows = [[row.line, row.name, row.address, row.minutes] for row in people]
    content = {"session": session, "name": file_name, "sha256": sha256, "rows": rows}
    return dumps(content, salt=SALT, compress=True)


class DoorForm(Form):
    """The address with which the person registered."""

    email = forms.EmailField(
        label=gettext_lazy("The e-mail address with which you registered"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
