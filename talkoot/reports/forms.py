"""Input of reports."""

import itertools
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.figures import Chapter, all_figures
from talkoot.core.forms import DateField, Form
from talkoot.core.isbn import in_groups
from talkoot.core.row_forms import in_languages
from talkoot.files.images import check_picture
from talkoot.programmes.models import Offering, Programme
from talkoot.reports import rules
from talkoot.reports.models import Report, ReportFile, ReportSection

NO_FIGURE = {
    "invalid_choice": gettext_lazy("There is no figure “%(value)s”. Choose figures from the list.")
}
NO_PARTS = {
    "invalid_choice": gettext_lazy(
        "“%(value)s” has no parts that could be drawn. Choose another figure."
    )
}
LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))


class Choice(NamedTuple):
    """A tick box of a figure."""

    value: str
    html_id: str
    label: str
    is_ticked: bool


class ReportForm(Form):
    """A new report: its kind, title and cut-off day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Report.Kind,
        initial=Report.Kind.FINAL,
        widget=forms.RadioSelect,
    )
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


class IsbnForm(Form):
    """The numbers of the printed publication and of its files."""

    isbn = forms.CharField(
        label=gettext_lazy("ISBN of the printed publication"),
        help_text=gettext_lazy("For example 978-951-0-18435-6. Leave empty if there is none."),
        required=False,
        max_length=30,
    )
    isbn_web = forms.CharField(
        label=gettext_lazy("ISBN of the publication on the web"), required=False, max_length=30
    )

    def clean_isbn(self) -> str:
        return in_groups(self.cleaned_data["isbn"])

    def clean_isbn_web(self) -> str:
        return in_groups(self.cleaned_data["isbn_web"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = ("isbn", "isbn_web")
        problems = rules.isbn_problems(*(cleaned.get(name, "") for name in names))
        for name, problem in problems.items():
            self.add_error(name, problem)
        return cleaned


class FiguresField(forms.MultipleChoiceField):
    """Ticked figures, chapter by chapter of their whole list; `with_parts`: those to be drawn."""

    def __init__(self, *, with_parts: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)
        rows = [row for row in all_figures() if row.parts is not None or not with_parts]
        self.chapters = [
            (label, own)
            for value, label in Chapter.choices
            if (own := [row for row in rows if row.chapter == value])
        ]
        self.choices = [(row.id, row.label) for _label, own in self.chapters for row in own]


class SectionForm(Form):
    """A chapter's heading, text and figures; `version` is what the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: ReportSection, **kwargs: Any) -> None:
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        titles = in_languages("title", _("Heading"), limit=200, is_required=True)
        bodies = in_languages("body", _("Text"), limit=20000, rows=10)
        chosen = {
            "figures": FiguresField(label=_("Figures shown"), error_messages=NO_FIGURE),
            "charts": FiguresField(
                label=_("Figures drawn as a picture or a map"),
                error_messages=NO_PARTS,
                with_parts=True,
            ),
        }
        self.base_fields = {**titles, **bodies, **chosen, **own}  # type: ignore[misc]
        initial = {name: getattr(section, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)

    def choosers(self) -> list[tuple[Any, int, list[tuple[str, list[Choice]]]]]:
        """Each field of figures: (field, how many are ticked, [(title, choices)])."""
        return [self._chooser(name) for name in ("figures", "charts")]

    def _chooser(self, name: str) -> tuple[Any, int, list[tuple[str, list[Choice]]]]:
        ticked = set(self[name].value() or [])
        numbers = itertools.count()
        groups = [
            (
                str(title),
                [
                    Choice(row.id, f"id_{name}_{next(numbers)}", str(row.label), row.id in ticked)
                    for row in rows
                ],
            )
            for title, rows in self.fields[name].chapters  # type: ignore[attr-defined]
        ]
        return self[name], len(ticked), groups

    def see(self, section: ReportSection) -> None:
        """What is sent next has seen this version."""
        data = self.data.copy()
        data["version"] = str(section.version)
        self.data = data

    def clean_figures(self) -> list[str]:
        return self._in_order("figures")

    def clean_charts(self) -> list[str]:
        return self._in_order("charts")

    def _in_order(self, name: str) -> list[str]:
        """Those that were chosen before stay in their order, new ones come after them."""
        chosen: list[str] = self.cleaned_data[name]
        kept = [key for key in self.initial[name] if key in chosen]
        return kept + [key for key in chosen if key not in kept]


class NewSectionForm(Form):
    """A new chapter: its kind, of a service which one, and its heading."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ReportSection.Kind, initial=ReportSection.Kind.TEXT
    )
    offering = forms.ModelChoiceField(
        label=gettext_lazy("Service"),
        help_text=gettext_lazy("Only for a chapter of a service."),
        queryset=Offering.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        titles = in_languages("title", _("Heading"), limit=200, is_required=True)
        self.base_fields = {**own, **titles}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.fields["offering"].queryset = programme.offerings.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_service = cleaned.get("kind") == ReportSection.Kind.SERVICE
        if is_service and not cleaned.get("offering") and "offering" not in self.errors:
            self.add_error("offering", _("Choose the service of which the chapter tells."))
        if not is_service:
            cleaned["offering"] = None
        return cleaned


class PictureForm(Form):
    """A picture in a chapter; shown only with its text alternative, source and consent."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        validators=[check_picture],
        help_text=gettext_lazy("A JPEG or PNG of at most 5 MB."),
    )
    credit = forms.CharField(label=gettext_lazy("Photographer or source"), max_length=120)
    has_consent = forms.BooleanField(
        label=gettext_lazy(
            "Everyone recognisable in the picture has agreed, and we may publish it"
        ),
        error_messages={
            "required": gettext_lazy("Without everyone's consent the picture cannot be used.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        alts = in_languages("alt", _("What is in the picture?"), limit=300, is_required=True)
        captions = in_languages("caption", _("Caption"), limit=300)
        self.base_fields = {"picture": own.pop("picture"), **alts, **captions, **own}  # type: ignore[misc]
        super().__init__(*args, **kwargs)


class CommentForm(Form):
    """What somebody says of a chapter."""

    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReleaseForm(Form):
    """Which gaps are acknowledged, and why the report is published although they are open."""

    gaps = forms.MultipleChoiceField(
        label=gettext_lazy("Acknowledge each gap"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is published with open gaps"),
        help_text=gettext_lazy("The reason and the gaps are kept in the log."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, open_gaps: list[rules.Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_gaps = open_gaps
        self.fields["gaps"].choices = [  # type: ignore[attr-defined]
            (gap.key, gap.text) for gap in open_gaps
        ]
        for field in self.fields.values():
            field.is_asked = True  # type: ignore[attr-defined]
        if not open_gaps:
            self.fields.clear()

    def clean_gaps(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["gaps"]
        missing = [gap.text for gap in self.open_gaps if gap.key not in chosen]
        if missing:
            raise ValidationError(
                _("Not acknowledged: %(gap)s Close the gap, or tick it.") % {"gap": missing[0]}
            )
        return chosen

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason:
            raise ValidationError(
                _("There are open gaps. Close them, or tell why it is published.")
            )
        return reason


class FileForm(Form):
    """Which file, in which language."""

    kind = forms.ChoiceField(label=gettext_lazy("File"), choices=ReportFile.Kind)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
