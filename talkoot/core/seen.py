"""A form that does not write over what somebody else has saved since its page was opened."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from talkoot.core.forms import Form


def mark_of(content: Any) -> str:
    """Changes when the content does."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


class SeenForm(Form):
    """A form whose initial values are those of `row`; its page has `seen_input` in the form.

    What is sent after a refusal has seen the change, as the page then carries the mark anew.
    """

    row: Any = None
    written_over = gettext_lazy(
        "Somebody has saved this while you wrote. What you wrote is below. Open the entry in "
        "another window and compare; then save again."
    )

    @property
    def seen(self) -> str:
        """A mark that changes with what the form shows of the row; empty without one."""
        if self.row is None:
            return ""
        shown = {
            name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
        }
        told = [
            (name, [str(one) for one in value] if isinstance(value, QuerySet) else str(value))
            for name, value in sorted(shown.items())
        ]
        return mark_of(told)

    @property
    def seen_input(self) -> SafeString:
        """What the page sends back as it was."""
        return format_html('<input type="hidden" name="seen" value="{}">', self.seen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("seen", "") != self.seen:
            raise ValidationError(self.written_over)
        return cleaned
