"""Forms of a team and of what it writes down."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.engagements.models import Commitment, DevelopmentTask, Team, TeamMember
from talkoot.engagements.rules.teams import COMMITMENT_TRANSITIONS, DEVELOPMENTTASK_TRANSITIONS
from talkoot.events.models import Series
from talkoot.people.models import ParticipantRole


def _lines(label: Any, *, limit: int, rows: int = 4, required: bool = True, help: Any = "") -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=limit, widget=widget, required=required, help_text=help
    )


def _choices(choices: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices]


class TeamForm(Form):
    name = forms.CharField(label=_("What is the team called?"), max_length=200)
    subject = _lines(_("Phenomenon or development task"), limit=3000, rows=6)
    goals = _lines(_("Goals"), limit=3000, required=False)
    platform_url = forms.URLField(
        label=_("Link to the team’s own workspace"),
        help_text=_(
            "Where you work together between the sessions, for example Teams or a shared folder. "
            "The team, its mentors, the leaders of the series and the programme office see it."
        ),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Copy the whole address of the workspace, with https://")},
    )
    platform_name = forms.CharField(
        label=_("Name of the workspace"), max_length=120, required=False
    )
    series = forms.ModelChoiceField(
        label=_("Series"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=_("Not placed yet"),
    )

    def __init__(self, *args: Any, team: Team, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_office:
            rows = Series.objects.filter(programme=team.programme_id, organisation=None)
            self.fields["series"].queryset = rows.order_by("-starts_on", "title")  # type: ignore[attr-defined]
        else:
            del self.fields["series"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_url = cleaned.get("platform_url") or "platform_url" in self.errors
        if cleaned.get("platform_name") and not has_url:
            sentence = _("Give the link to the workspace too, or leave its name empty.")
            self.add_error("platform_url", sentence)
        return cleaned


class MemberForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("With this address the person signs in and sees the team’s page."),
    )
    organisation_name = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    role = forms.ChoiceField(label=_("Role group"), choices=_choices(ParticipantRole.choices))
    task = forms.ChoiceField(
        label=_("Task in the team"),
        help_text=_("A mentor is an experienced person who supports the team from outside."),
        choices=_choices(TeamMember.Task.choices),
        widget=forms.RadioSelect,
        initial=TeamMember.Task.MEMBER.value,
    )

    def __init__(self, *args: Any, names_lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_lead:
            choices = [row for row in TeamMember.Task.choices if row[0] != TeamMember.Task.LEAD]
            self.fields["task"].choices = _choices(choices)  # type: ignore[attr-defined]


class RemovalForm(Form):
    """Whom to take out of the team; the lead is not among them."""

    member = forms.TypedChoiceField(
        label=_("Who leaves the team?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, members: Iterable[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.name} ({row.get_task_display()})")
            for row in members
            if row.task != TeamMember.Task.LEAD
        ]


class MeetingForm(Form):
    held_on = DateField(label=_("Which day did you meet?"))
    present = forms.IntegerField(label=_("How many were present?"), min_value=1, max_value=200)
    notes = _lines(_("What did you do and agree?"), limit=3000)

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day is ahead. Log the meeting after it."))
        return day


class DevelopmentTaskForm(Form):
    title = forms.CharField(label=_("What do you develop?"), max_length=300)
    goal = _lines(_("What is different when it is done?"), limit=1000, rows=3, required=False)
    steps = _lines(_("Steps, one on each line"), limit=3000, rows=5, required=False)
    owner = forms.CharField(
        label=_("Who sees to it?"), help_text=_("A role or a name"), max_length=160
    )
    due_on = DateField(label=_("By when?"), required=False)


class ExperimentForm(Form):
    title = forms.CharField(label=_("What do you try?"), max_length=200)
    service_area = forms.CharField(
        label=_("In which service or unit?"), max_length=120, required=False
    )
    hypothesis = _lines(
        _("What do you expect to happen?"),
        limit=1000,
        help=_("For example: if we do this, then this changes, and we see it from this."),
    )
    owner = forms.CharField(
        label=_("Who sees to it?"), help_text=_("A role or a name"), max_length=160
    )


class CommitmentForm(Form):
    action = forms.CharField(label=_("What do you do?"), max_length=400)
    owner = forms.CharField(
        label=_("Who sees to it?"), help_text=_("A role or a name"), max_length=160
    )
    due_on = DateField(label=_("By when?"))
    owner_email = forms.EmailField(
        label=_("Whom do we ask by e-mail?"),
        help_text=_("On the day we ask once whether it was done. The person must be in the team."),
        required=False,
    )


class CheckForm(Form):
    """Was the promise kept; only the answers that are still possible."""

    to = forms.ChoiceField(label=_("Was it kept?"), widget=forms.RadioSelect)
    note = _lines(_("What came of it?"), limit=1000, required=False)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = COMMITMENT_TRANSITIONS[Commitment.State(commitment.state)]
        self.fields["to"].choices = _of(Commitment.State, states)  # type: ignore[attr-defined]


class TaskMoveForm(Form):
    """How a development task goes; only the moves that are possible."""

    to = forms.ChoiceField(label=_("How is it going?"), widget=forms.RadioSelect)
    result = _lines(_("What came of it?"), limit=2000, required=False)

    def __init__(self, *args: Any, task: DevelopmentTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = DEVELOPMENTTASK_TRANSITIONS[DevelopmentTask.State(task.state)]
        self.fields["to"].choices = _of(DevelopmentTask.State, states)  # type: ignore[attr-defined]


def _of(states: Any, wanted: Any) -> list[tuple[str, str]]:
    return [(row.value, capfirst(str(row.label))) for row in states if row in wanted]


class HarvestForm(Form):
    done = _lines(_("What did you get done?"), limit=4000, rows=5)
    learned = _lines(_("What did you learn together?"), limit=4000, rows=5)
    next_steps = _lines(_("What comes next?"), limit=2000, required=False)
    spreads = _lines(_("What could others take from this?"), limit=2000, required=False)


class ReasonForm(Form):
    reason = _lines(_("Why does the team withdraw?"), limit=1000)
