"""Input of bodies, their members, documents and meetings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, MomentField
from talkoot.governance.forms.entries import EntryForm, organisation_field, text_field
from talkoot.governance.models import AgendaItem, Body, BodyAim, BodyDocument, BodyMember
from talkoot.governance.rules import sits
from talkoot.impact.forms.registers import LinesField


class BodyForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160), ("task", gettext_lazy("Task"), 500))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind)
    organisation = organisation_field()
    starts_on = DateField(label=gettext_lazy("First day"), required=False)
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)
    has_equal_sides = forms.BooleanField(
        label=gettext_lazy("Its sides have as many members each"), required=False
    )
    idea = LinesField(label=gettext_lazy("Idea"))
    goal = LinesField(label=gettext_lazy("Goals of its own"))
    principle = LinesField(label=gettext_lazy("Principles"))
    source = text_field(gettext_lazy("Source"), 300)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"organisation": ""}
        if row is not None:
            initial["organisation"] = row.organisation.name if row.organisation else ""
            for kind in BodyAim.Kind.values:
                texts = [aim.text_fi for aim in row.aims.all() if aim.kind == kind]
                initial[kind] = "\n".join(texts)
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        self.check_once(cleaned, Body, "name_fi")
        cleaned["lines"] = {kind: cleaned.pop(kind, []) for kind in BodyAim.Kind.values}
        return cleaned


class MemberForm(EntryForm):
    name = text_field(gettext_lazy("Name"), 120, is_required=True)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    organisation = organisation_field()
    seat = forms.ChoiceField(label=gettext_lazy("Seat"), choices=BodyMember.Seat)
    side = text_field(
        gettext_lazy("Side"), 60,
        help_text=gettext_lazy("Whom the member represents, such as councillors or officials."),
    )  # fmt: skip
    starts_on = DateField(label=gettext_lazy("First day of the term"))
    ends_on = DateField(label=gettext_lazy("Last day of the term"), required=False)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        name = row.organisation.name if row and row.organisation else ""
        super().__init__(*args, row=row, initial={"organisation": name}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        return cleaned


class DocumentForm(EntryForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BodyDocument.Kind)
    title = text_field(gettext_lazy("Title"), 200, is_required=True)
    dated_on = DateField(label=gettext_lazy("Day"))
    text = text_field(gettext_lazy("Text"), 5000, rows=6)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text") and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("text", _("Write the text, or give the address where it can be read."))
        return cleaned


class MeetingForm(EntryForm):
    """When and where; who were present is asked once the meeting is in the register."""

    starts_at = MomentField(label=gettext_lazy("Begins"))
    place = text_field(gettext_lazy("Place"), 160)
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Present"),
        queryset=BodyMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those whose term has the day of the meeting."),
    )
    others_present = text_field(gettext_lazy("Others present"), 300)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial = {"present": row.present.all()} if row else {}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        if row is None:
            del self.fields["present"], self.fields["others_present"]
            return
        members = row.body.members.all()
        own = {member.pk for member in row.present.all()}
        day = timezone.localdate(row.starts_at)
        able = [member.pk for member in members if sits(member, day) or member.pk in own]
        field: Any = self.fields["present"]
        field.queryset = BodyMember.objects.filter(pk__in=able)


class ItemForm(EntryForm):
    title = text_field(gettext_lazy("Title"), 200, is_required=True)
    background = text_field(gettext_lazy("Background"), 3000, rows=4)
    discussion = text_field(gettext_lazy("Discussion"), 3000, rows=4)
    decision = text_field(
        gettext_lazy("Decision or outcome"), 3000, rows=4,
        help_text=gettext_lazy("Written in the meeting or after it; it makes the minutes."),
    )  # fmt: skip


class TaskForm(EntryForm):
    item = forms.ModelChoiceField(
        label=gettext_lazy("Item of the agenda"), queryset=AgendaItem.objects.none()
    )
    text = text_field(gettext_lazy("What is done"), 300, is_required=True)
    owner = text_field(gettext_lazy("Who does it"), 160, is_required=True)
    due_on = DateField(label=gettext_lazy("By when"))
    done_on = DateField(
        label=gettext_lazy("Done on"), required=False,
        help_text=gettext_lazy("Empty as long as the task is open."),
    )  # fmt: skip
    note = text_field(gettext_lazy("What came of it"), 500, rows=2)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        meeting = row.item.meeting if row else self.parent
        field: Any = self.fields["item"]
        field.queryset = meeting.items.all()
