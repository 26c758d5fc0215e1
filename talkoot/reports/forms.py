"""Input of reports."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.figures import get_figure
from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.programmes.models import Programme
from talkoot.reports import rules
from talkoot.reports.models import ReportFile, ReportSection

LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))


class ReportForm(Form):
    """A new report: its title and the cut-off day."""

    cut_off = DateField(
        label=gettext_lazy("Cut-off day"),
        help_text=gettext_lazy("The figures are counted as they were on this day."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        titles = in_languages("title", _("Title"), limit=200, is_required=True)
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        self.base_fields = {**titles, **own}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_cut_off(self) -> Any:
        day = self.cleaned_data["cut_off"]
        if problem := rules.cut_off_problem(self.programme, day, timezone.localdate()):
            raise ValidationError(problem)
        return day


class SectionForm(Form):
    """A chapter's heading, text and figures; `version` is what the writer saw."""

    figures = forms.CharField(
        label=gettext_lazy("Figures"),
        help_text=gettext_lazy(
            "The names of the figures as their addresses have them, one a line."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: ReportSection, **kwargs: Any) -> None:
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        titles = in_languages("title", _("Heading"), limit=200, is_required=True)
        bodies = in_languages("body", _("Text"), limit=20000, rows=10)
        self.base_fields = {**titles, **bodies, **own}  # type: ignore[misc]
        names = [*titles, *bodies, "version"]
        initial = {name: getattr(section, name) for name in names}
        initial["figures"] = "\n".join(section.figures)
        super().__init__(*args, initial=initial, **kwargs)

    def clean_figures(self) -> list[str]:
        names = list(dict.fromkeys(self.cleaned_data["figures"].split()))
        unknown = [name for name in names if get_figure(name) is None]
        if unknown:
            raise ValidationError(
                _("There is no figure “%(name)s”. Take its name from the list of figures.")
                % {"name": unknown[0]}
            )
        return names


class CommentForm(Form):
    """What somebody says of a chapter."""

    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReleaseForm(Form):
    """Why the report is published although something is missing."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is published with open gaps"),
        help_text=gettext_lazy("Needed only when there are gaps. The reason is kept in the log."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, gaps: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = gaps

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.gaps and not reason:
            raise ValidationError(
                _("There are open gaps. Close them, or tell why it is published.")
            )
        return reason


class FileForm(Form):
    """Which file, in which language."""

    kind = forms.ChoiceField(label=gettext_lazy("File"), choices=ReportFile.Kind)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
