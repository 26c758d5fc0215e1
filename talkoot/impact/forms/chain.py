"""Nodes, links, evidence, limits, expectations and assessments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.figures import all_figures
from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.impact import queries, rules
from talkoot.impact.models import (
    Assessment,
    ContextStatistic,
    Evidence,
    ImpactNode,
    Level,
    Light,
    Scale,
)
from talkoot.impact.queries.proposals import proposed_light, readings
from talkoot.impact.rules.lights import light_problem
from talkoot.programmes.models import Period, Programme
from talkoot.surveys.results.questions import questions_asked

AS_PROPOSED, NO_LIGHT = "proposed", "none"


class NodeForm(Form):
    """A statement with its level, owner and horizon."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level)
    owner = forms.CharField(
        label=gettext_lazy("Who sees to it"),
        help_text=gettext_lazy("A role, not a person’s name."),
        required=False,
        max_length=120,
    )
    horizon_years = forms.IntegerField(
        label=gettext_lazy("In how many years it is expected"),
        required=False,
        min_value=0,
        max_value=50,
    )
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        texts = in_languages("text", _("Statement"), limit=300, rows=2, is_required=True)
        own = dict(self.base_fields)
        self.base_fields = {"level": own.pop("level"), **texts, **own}  # type: ignore[misc]
        super().__init__(*args, **kwargs)


class NoteForm(Form):
    """What readers should know of the chain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = in_languages(  # type: ignore[assignment,misc]
            "note", _("Note to readers"), limit=1000, rows=3
        )
        super().__init__(*args, **kwargs)


def figure_choices() -> list[tuple[str, str]]:
    """Every figure by its name in the active language."""
    named = sorted((str(figure.label), figure.id) for figure in all_figures())
    return [("", _("none")), *[(figure_id, label) for label, figure_id in named]]


def question_choices(programme: Programme) -> list[Any]:
    """The questions of the programme's surveys, under the titles of their questionnaires."""
    groups = [
        (title, [(str(question), words) for question, words in rows])
        for title, rows in questions_asked(programme)
    ]
    return [("", _("none")), *groups]


class NodeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: ImpactNode) -> str:  # type: ignore[override]
        return f"{obj.get_level_display()}: {obj.text}"


class LinkForm(Form):
    """Where a node leads to; a loop is told by its nodes."""

    end = NodeChoice(label=gettext_lazy("Leads to"), queryset=ImpactNode.objects.none())
    assumption = forms.CharField(
        label=gettext_lazy("Assumption"),
        help_text=gettext_lazy("What must hold so that this leads there."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risk = forms.CharField(
        label=gettext_lazy("Risk"),
        help_text=gettext_lazy("What could prevent it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, node: ImpactNode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.node = node
        field: Any = self.fields["end"]
        field.queryset = node.chain.nodes.exclude(pk=node.pk)

    def clean_end(self) -> ImpactNode:
        end: ImpactNode = self.cleaned_data["end"]
        nodes = {row.pk: row for row in self.node.chain.nodes.all()}
        links = queries.link_pairs(self.node.chain)
        if problem := rules.link_problem(self.node, end, nodes, links):
            raise ValidationError(problem)
        return end


class EvidenceForm(Form):
    """Something that speaks for or against the node, and where it can be found."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Evidence.Kind)
    is_against = forms.TypedChoiceField(
        label=gettext_lazy("It speaks"),
        choices=[("no", gettext_lazy("for the node")), ("yes", gettext_lazy("against the node"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    strength = forms.TypedChoiceField(
        label=gettext_lazy("Strength"),
        choices=[
            (1, gettext_lazy("1: weak, one opinion or observation")),
            (2, gettext_lazy("2: some, several opinions that agree")),
            (3, gettext_lazy("3: good, measured or from several kinds of source")),
            (4, gettext_lazy("4: strong, measured and compared")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What it shows"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    figure = forms.ChoiceField(
        label=gettext_lazy("Figure"),
        help_text=gettext_lazy("Only when the evidence is a figure."),
        required=False,
    )
    question = forms.ChoiceField(
        label=gettext_lazy("Question of our own survey"),
        help_text=gettext_lazy(
            "Only when the evidence is a survey question. The result is counted from the answers "
            "each time, and shown when everybody may see it."
        ),
        required=False,
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("The document and page, or the question of somebody else’s survey."),
        required=False,
        max_length=300,
    )
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )
    statistic = forms.ModelChoiceField(
        label=gettext_lazy("Outside statistic"),
        queryset=ContextStatistic.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(self, *args: Any, node: ImpactNode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["statistic"].queryset = ContextStatistic.objects.filter(
            programme=node.chain.programme
        )
        fields["figure"].choices = figure_choices()
        fields["question"].choices = question_choices(node.chain.programme)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        figure_id, question = cleaned.pop("figure", ""), cleaned.pop("question", "")
        if cleaned.get("kind") == Evidence.Kind.SURVEY_ITEM and question:
            cleaned["reference"] = question
        is_figure = cleaned.get("kind") == Evidence.Kind.FIGURE and "reference" in cleaned
        if is_figure:
            cleaned["reference"] = figure_id or cleaned["reference"]
            problem = rules.figure_problem(cleaned["reference"])
            if problem:
                self.add_error("figure", problem)
        found = [cleaned.get(name) for name in ("reference", "url", "statistic")]
        if not any(found) and not self.errors:
            self.add_error(
                "reference",
                _("Tell where the evidence is: a reference, an address or a statistic."),
            )
        return cleaned


def _limit(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, localize=True, **kwargs)


class PeriodForm(Form):
    """What forms of limits, of an expectation and of an assessment share: the period."""

    period = forms.ModelChoiceField(
        label=gettext_lazy("Period"),
        queryset=Period.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole programme"),
    )

    def __init__(self, *args: Any, node: ImpactNode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.node = node
        field: Any = self.fields["period"]
        field.queryset = node.chain.programme.periods.all()


class ThresholdForm(PeriodForm):
    """From which values of a figure which light is proposed."""

    figure_id = forms.ChoiceField(label=gettext_lazy("Figure"))
    very_much = _limit(gettext_lazy("Very much from"))
    much = _limit(gettext_lazy("Much from"))
    somewhat = _limit(
        gettext_lazy("Somewhat from"),
        help_text=gettext_lazy("If a small value is the good one, let the values grow."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["figure_id"]
        field.choices = [choice for choice in figure_choices() if choice[0]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        limits = [cleaned.get(name) for name in ("very_much", "much", "somewhat")]
        if None not in limits and limits not in (
            sorted(set(limits)),  # type: ignore[type-var]
            sorted(set(limits), reverse=True),  # type: ignore[type-var]
        ):
            self.add_error(
                "somewhat", _("The three values must grow or fall in this order, none twice.")
            )
        problem = rules.limits_problem(cleaned.get("figure_id", ""), cleaned.get("period"))
        if problem:
            self.add_error("period", problem)
        return cleaned


class ExpectationForm(PeriodForm):
    """How much is expected in a period, set before it begins."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Expected"), choices=Scale, coerce=int, widget=forms.RadioSelect
    )
    grounds = forms.CharField(
        label=gettext_lazy("Grounds"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Why it is set late"),
        help_text=gettext_lazy("Only when the period has begun. The reason is shown to readers."),
        required=False,
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "late_reason" in cleaned and "period" in cleaned:
            begins = rules.begins_on(self.node.chain.programme, cleaned["period"])
            today = timezone.localdate()
            if problem := rules.expectation_problem(begins, today, cleaned["late_reason"]):
                self.add_error("late_reason", problem)
        return cleaned


class AssessmentForm(PeriodForm):
    """How much came true, how sure that is, why, and who sees it otherwise."""

    assessed_on = DateField(label=gettext_lazy("Day of the assessment"))
    achieved = forms.TypedChoiceField(
        label=gettext_lazy("Achieved"),
        choices=[("", gettext_lazy("could not be assessed")), *Scale.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    is_adverse = forms.BooleanField(
        label=gettext_lazy("It went in the wrong direction"), required=False
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"),
        choices=Assessment.Confidence,
        widget=forms.RadioSelect,
    )
    reasoning = forms.CharField(
        label=gettext_lazy("Reasoning"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    dissent = forms.CharField(
        label=gettext_lazy("Dissent"),
        help_text=gettext_lazy("If somebody who took part sees it otherwise, their view and why."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    light = forms.ChoiceField(
        label=gettext_lazy("Light"),
        help_text=gettext_lazy(
            "Influence relative to what was expected. The limits on figures, or the two levels, "
            "propose it."
        ),
        choices=[
            (AS_PROPOSED, gettext_lazy("as proposed")),
            *Light.choices,
            (NO_LIGHT, gettext_lazy("no light")),
        ],
    )
    light_reason = forms.CharField(
        label=gettext_lazy("Why another light than the proposed one"),
        required=False,
        max_length=300,
    )
    assessor = forms.CharField(
        label=gettext_lazy("Assessor"),
        help_text=gettext_lazy("The body or role that answers for the assessment."),
        max_length=120,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("assessed_on")
        if day and day > timezone.localdate():
            self.add_error("assessed_on", _("The day is still to come."))
        if self.errors:
            return cleaned
        choice = cleaned["light"]
        cleaned["light"] = {AS_PROPOSED: None, NO_LIGHT: ""}.get(choice, choice)
        if cleaned["light"] is not None:
            self._check_light(cleaned)
        return cleaned

    def _check_light(self, cleaned: dict[str, Any]) -> None:
        period = cleaned["period"]
        proposed = proposed_light(
            self.node,
            readings(self.node, cleaned["assessed_on"]),
            period_id=period.pk if period else None,
            achieved=cleaned["achieved"],
            is_adverse=cleaned["is_adverse"],
        )
        if problem := light_problem(proposed, cleaned["light"], cleaned["light_reason"]):
            self.add_error("light_reason", problem)
