"""Input of the funders' marks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.files.images import check_picture
from talkoot.programmes import rules
from talkoot.programmes.models import FundingProject, LogoSet


class LogosForm(Form):
    """A set of marks: one picture, its text alternative and the days."""

    image = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "One PNG or JPEG with every mark, in the funder’s order. It is printed 10 cm wide."
        ),
        validators=[check_picture],
    )
    valid_from = DateField(label=_("First day"))
    valid_to = DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until you end the use.")
    )

    def __init__(self, *args: Any, project: FundingProject, **kwargs: Any) -> None:
        alts = in_languages("alt", _("What the picture shows"), limit=200, is_required=True)
        # Before the form is made, so that these get its sentences too; the picture comes first.
        own = dict(self.base_fields)
        self.base_fields = {"image": own.pop("image"), **alts, **own}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.project = project

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("valid_from") and "valid_to" in cleaned:
            problem = rules.period_problem(self.project, cleaned["valid_from"], cleaned["valid_to"])
            if problem:
                self.add_error(*problem)
        return cleaned


class EndLogosForm(Form):
    """The last day of a set."""

    valid_to = DateField(
        label=_("Last day"),
        help_text=_("Certificates given later bear the next marks, or none if there are none."),
    )

    def __init__(self, *args: Any, logo_set: LogoSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logo_set = logo_set

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("valid_to"):
            problem = rules.period_problem(
                self.logo_set.project,
                self.logo_set.valid_from,
                cleaned["valid_to"],
                besides=self.logo_set,
            )
            if problem:
                raise ValidationError({"valid_to": problem[1]})
        return cleaned
