"""Input of evaluations, findings, lessons, recommendations, studies, stories and statistics."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.core.seen import SeenForm
from talkoot.impact.models import (
    ContextStatistic,
    Evaluation,
    Finding,
    Influence,
    InterviewStudy,
    Recommendation,
)
from talkoot.impact.rules.registers import PUBLISHED_STORY, RECOMMENDATION_TRANSITIONS, line_of
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Interview

YEARS = {"min_value": 1950, "max_value": 2100}


def _text(label: Any, limit: int, *, rows: int = 0, help_text: Any = "", is_required: bool = False):  # type: ignore[no-untyped-def]
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=limit, widget=widget, help_text=help_text, required=is_required
    )


class LinesField(forms.CharField):
    """Sentences, one on each line; empty lines are left out."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        help_text = kwargs.pop("help_text", gettext_lazy("One on each line, in Finnish."))
        super().__init__(help_text=help_text, required=False, max_length=5000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        text: str = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if any(len(line) > 500 for line in lines):
            raise ValidationError(_("Shorten the longest line to at most 500 characters."))
        return lines


class EntryForm(SeenForm):
    """A row of a register. `texts` is the name and label of its text in three languages."""

    texts: tuple[str, Any, int] = ("text", gettext_lazy("Sentence"), 500)

    def __init__(self, *args: Any, programme: Programme, row: Any = None, **kwargs: Any) -> None:
        name, label, limit = self.texts
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        first = {} if not name else in_languages(
            name, label, limit=limit, rows=2 if limit > 200 else 0, is_required=True
        )  # fmt: skip
        self.base_fields = {**first, **own}  # type: ignore[misc]
        initial = {key: getattr(row, key) for key in self.base_fields if hasattr(row, key)}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.programme, self.row = programme, row
        for key in ("evaluation", "offering", "interviews"):
            if key in self.fields:
                field: Any = self.fields[key]
                field.queryset = field.queryset.model.objects.filter(programme=programme)


class NumberedForm(EntryForm):
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=999, initial=1)
    source = _text(gettext_lazy("Source"), 300)


def _evaluation() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=gettext_lazy("Evaluation"),
        queryset=Evaluation.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )


def _offering() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=gettext_lazy("Service"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole programme"),
    )


class FindingForm(NumberedForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Finding.Kind)
    evaluation = _evaluation()
    grounds = _text(gettext_lazy("What it rests on"), 2000, rows=3)


class RecommendationForm(NumberedForm):
    addressee = _text(gettext_lazy("To whom"), 160)
    evaluation = _evaluation()


class LessonForm(NumberedForm):
    author_group = _text(gettext_lazy("Who says so"), 160, is_required=True)
    year = forms.IntegerField(label=gettext_lazy("Year"), **YEARS)  # type: ignore[arg-type]
    is_positive = forms.TypedChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("yes", gettext_lazy("was good")), ("no", gettext_lazy("was learned"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    theme = _text(gettext_lazy("Theme"), 120)
    offering = _offering()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("row")
        if row is not None:
            kwargs["initial"] = {"is_positive": "yes" if row.is_positive else "no"}
        super().__init__(*args, **kwargs)


class TipForm(NumberedForm):
    offering = _offering()


class EvaluationForm(EntryForm):
    texts = ("title", gettext_lazy("Title"), 200)
    evaluator = _text(gettext_lazy("Evaluator"), 160, is_required=True)
    year = forms.IntegerField(label=gettext_lazy("Year"), **YEARS)  # type: ignore[arg-type]
    starts_on = DateField(label=gettext_lazy("Begins"), required=False)
    ends_on = DateField(label=gettext_lazy("Ends"), required=False)
    areas = LinesField(label=gettext_lazy("Areas or questions"))
    report_url = forms.URLField(
        label=gettext_lazy("Report"), required=False, max_length=300, assume_scheme="https"
    )
    published_on = DateField(label=gettext_lazy("The report was published"), required=False)
    next_on = DateField(
        label=gettext_lazy("The next round is expected"), required=False,
        help_text=gettext_lazy("Of a study that is made again and again; add each round anew."),
    )  # fmt: skip
    source = _text(gettext_lazy("Source"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("row")
        if row is not None:
            lines = "\n".join(area.text_fi for area in row.areas.all())
            kwargs["initial"] = {"areas": lines, "evaluator": row.made_by}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_once(self, Evaluation, cleaned)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The evaluation cannot end before it begins."))
        if cleaned.get("next_on") and cleaned["next_on"].year < cleaned.get("year", 0):
            self.add_error("next_on", _("The next round cannot come before this one."))
        # Another name in the place of the organisation's is no longer the organisation.
        if self.row and self.row.organisation and "evaluator" in cleaned:
            is_same = cleaned["evaluator"] == self.row.organisation.name
            cleaned["organisation"] = self.row.organisation if is_same else None
        return cleaned


class StudyForm(EntryForm):
    texts = ("title", gettext_lazy("Title"), 200)
    interviewees = _text(gettext_lazy("Who were interviewed"), 160, is_required=True)
    year = forms.IntegerField(label=gettext_lazy("Year"), **YEARS)  # type: ignore[arg-type]
    interviewed_count = forms.IntegerField(
        label=gettext_lazy("How many were interviewed"), min_value=0, max_value=32000
    )
    points = LinesField(
        label=gettext_lazy("Points that came up"),
        help_text=gettext_lazy(
            "One on each line, in Finnish. How many said so may stand in brackets at the end: "
            "Aika ei riitä (4)."
        ),
    )
    interviews = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Interviews in the register"),
        queryset=Interview.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evaluation = _evaluation()
    source = _text(gettext_lazy("Source"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("row")
        if row is not None:
            lines = "\n".join(line_of(point.text_fi, point.mentions) for point in row.points.all())
            kwargs["initial"] = {"points": lines, "interviews": row.interviews.all()}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _check_once(self, InterviewStudy, cleaned)
        return cleaned


class StoryForm(EntryForm):
    """The six steps of contribution analysis; only the first must be taken at once."""

    texts = ("", "", 0)
    title = _text(gettext_lazy("Title"), 200, is_required=True)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
    )
    question = _text(
        gettext_lazy("1. What change is it about, and what part could the programme have in it?"),
        2000, rows=3, is_required=True,
    )  # fmt: skip
    theory = _text(
        gettext_lazy("2. How was the programme thought to bring it about, and at what risks?"),
        3000, rows=3,
    )  # fmt: skip
    evidence = _text(gettext_lazy("3. What evidence is there already?"), 3000, rows=3)
    claim = _text(gettext_lazy("4. What is claimed, and how far does it hold?"), 3000, rows=3)
    alternatives = _text(
        gettext_lazy("Other explanations"), 3000, rows=3,
        help_text=gettext_lazy("What else could have caused the change, and how much it weighs."),
    )  # fmt: skip
    more_evidence = _text(gettext_lazy("5. What evidence was sought in addition?"), 3000, rows=3)
    conclusion = _text(gettext_lazy("6. What holds after that?"), 3000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.row and self.row.published_on:
            for name in PUBLISHED_STORY:
                if name in cleaned and not cleaned[name]:
                    sentence = _("The story is published: leave this in it, or close it first.")
                    self.add_error(name, sentence)
        return cleaned


class InfluenceForm(NumberedForm):
    direction = forms.ChoiceField(
        label=gettext_lazy("It worked"), choices=Influence.Direction, widget=forms.RadioSelect
    )
    starts_year = forms.IntegerField(label=gettext_lazy("From the year"), **YEARS)  # type: ignore[arg-type]
    ends_year = forms.IntegerField(
        label=gettext_lazy("Until the year"),
        help_text=gettext_lazy("Leave it empty if it goes on."),
        required=False,
        **YEARS,  # type: ignore[arg-type]
    )
    grounds = _text(gettext_lazy("What it rests on"), 2000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_year"), cleaned.get("ends_year")
        if first and last and last < first:
            self.add_error("ends_year", _("The last year cannot be before the first."))
        return cleaned


class StatisticForm(EntryForm):
    texts = ("label", gettext_lazy("Label"), 200)
    code = forms.SlugField(
        label=gettext_lazy("Code"), help_text=gettext_lazy("The same over the years."),
        max_length=60,
    )  # fmt: skip
    value = forms.DecimalField(
        label=gettext_lazy("Value"), max_digits=14, decimal_places=2, localize=True
    )
    unit = _text(gettext_lazy("Unit"), 20)
    is_approximate = forms.BooleanField(label=gettext_lazy("Approximate"), required=False)
    year = forms.IntegerField(label=gettext_lazy("Year"), **YEARS)  # type: ignore[arg-type]
    source = _text(gettext_lazy("Source"), 300, is_required=True)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted: Any = {name: cleaned.get(name) for name in ("code", "year")}
        rows = ContextStatistic.objects.filter(programme=self.programme, **wanted)
        if self.row:
            rows = rows.exclude(pk=self.row.pk)
        if rows.exists():
            self.add_error("year", _("There is a value of this year already. Change that one."))
        return cleaned


def _check_once(form: EntryForm, model: type[Any], cleaned: dict[str, Any]) -> None:
    rows = model.objects.filter(
        programme=form.programme, title_fi=cleaned.get("title_fi"), year=cleaned.get("year")
    )
    if rows.exclude(pk=form.row.pk if form.row else None).exists():
        form.add_error("title_fi", _("There is one with this title and year already."))


class AnswerRecommendationForm(Form):
    """The response of the one who was advised."""

    state = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            choice for choice in Recommendation.State.choices if choice[0] not in ("open", "done")
        ],
        widget=forms.RadioSelect,
    )
    response = _text(gettext_lazy("Response"), 2000, rows=4, is_required=True)
    due_on = DateField(label=gettext_lazy("By when it is done"), required=False)


class FollowUpForm(Form):
    """How a recommendation goes on."""

    text = _text(gettext_lazy("What has happened"), 1000, rows=4, is_required=True)
    is_done = forms.BooleanField(
        label=gettext_lazy("The recommendation has been carried out"), required=False
    )

    def __init__(self, *args: Any, row: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Recommendation.State.DONE not in RECOMMENDATION_TRANSITIONS[row.state]:
            del self.fields["is_done"]


FORMS: dict[str, type[EntryForm]] = {
    "evaluation": EvaluationForm,
    "finding": FindingForm,
    "recommendation": RecommendationForm,
    "lesson": LessonForm,
    "tip": TipForm,
    "study": StudyForm,
    "story": StoryForm,
    "influence": InfluenceForm,
    "statistic": StatisticForm,
}
