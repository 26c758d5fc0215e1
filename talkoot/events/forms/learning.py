"""Input of a learning space."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form, ModelForm, MomentField
from talkoot.events.models import LearningTask, Material, Recording
from talkoot.files.rules import CAPTION_TYPES, LEARNING_TYPES, VIDEO_TYPES, check_upload


def _long(label: Any, hint: Any = "", *, limit: int, rows: int = 8, **terms: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        **terms,
    )


def _file(label: Any, allowed: frozenset[str], hint: Any = "") -> Any:
    return forms.FileField(
        label=label,
        help_text=hint,
        required=False,
        validators=[lambda upload: check_upload(upload, allowed)],
    )


def _link(label: Any) -> Any:
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https")


class AnswerForm(Form):
    """An answer to a task; it saves incomplete."""

    text = _long(_("Your answer"), limit=20_000, rows=14, required=False)
    file = _file(_("File"), LEARNING_TYPES, _("Needed only if the answer is not all in words."))


class CommentForm(Form):
    """The facilitator's word on an answer."""

    comment = _long(
        _("Comment to the author"),
        _("Needed when you return the answer: write what it still needs."),
        limit=4000,
        rows=5,
        required=False,
    )


class ReviewForm(Form):
    """What one participant says of another's answer."""

    strengths = _long(_("What works?"), limit=2000, rows=4, required=False)
    ideas = _long(_("An idea to take further"), limit=2000, rows=4, required=False)


class TaskForm(ModelForm):
    """A task of the series."""

    due_at = MomentField(label=_("Due"))

    class Meta:
        model = LearningTask
        fields = (
            "kind",
            "title",
            "instructions",
            "due_at",
            "is_team_work",
            "is_peer_reviewed",
            "is_required",
        )
        labels = {
            "kind": _("When"),
            "title": _("Title"),
            "instructions": _("Instructions"),
            "is_team_work": _("One answer for each team"),
            "is_peer_reviewed": _("Others review the answers at an internal fair"),
            "is_required": _("Needed for the certificate"),
        }
        widgets = {"instructions": forms.Textarea(attrs={"rows": 8})}


class WithdrawForm(Form):
    """Why a task is withdrawn."""

    note = _long(
        _("Why the task is withdrawn"),
        _("Goes once to everybody who has the task, and stands on its page."),
        limit=500,
        rows=4,
    )


class MaterialForm(ModelForm):
    """A text, a link or a file."""

    url = _link(_("Link"))
    upload = _file(_("File"), LEARNING_TYPES)
    visible_from = MomentField(
        label=_("Shown from"), required=False, help_text=_("Empty: at once.")
    )

    class Meta:
        model = Material
        fields = ("title", "body", "url", "team", "session", "visible_from", "is_public")
        labels = {
            "title": _("Title"),
            "body": _("Text"),
            "team": _("Only for the team"),
            "session": _("Belongs to the session"),
            "is_public": _("Open to everybody who has the address"),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, sessions: Any, teams: Any, **kwargs: Any) -> None:
        """`teams` is None for a member of a team, whose material is the team's own."""
        super().__init__(*args, **kwargs)
        if teams is None:
            for name in ("team", "session", "visible_from", "is_public"):
                del self.fields[name]
            return
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        choices = self.fields["team"]
        choices.queryset = teams  # type: ignore[attr-defined]
        choices.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("team") and cleaned.get("is_public"):
            self.add_error("is_public", _("What is only for a team is not open to everybody."))
        return cleaned


class RecordingForm(ModelForm):
    """A recording of a session."""

    url = _link(_("Link to the video"))
    video = _file(_("Video file"), VIDEO_TYPES, _("MP4. Not needed when you give a link."))
    vtt = _file(_("Captions"), CAPTION_TYPES, _("WebVTT, in the language of the recording."))

    class Meta:
        model = Recording
        fields = ("url", "language", "transcript", "is_public")
        labels = {
            "language": _("Language of the recording"),
            "transcript": _("Transcript"),
            "is_public": _("Open to everybody"),
        }
        help_texts = {
            "transcript": _("Empty: the words of the captions are taken. Search finds them."),
        }
        widgets = {
            "transcript": forms.Textarea(attrs={"rows": 12}),
            "language": forms.Select(
                choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
            ),
        }


class DiscussionForm(Form):
    """A new thread with its first message."""

    title = forms.CharField(label=_("Title"), max_length=160)
    body = _long(_("Message"), limit=4000, rows=6)
    is_team = forms.BooleanField(label=_("Only for my own team"), required=False)

    def __init__(self, *args: Any, has_team: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_team:
            del self.fields["is_team"]


class PostForm(Form):
    """A message."""

    body = _long(_("Message"), limit=4000, rows=5)


class HideForm(Form):
    """Why a message is hidden."""

    reason = forms.CharField(
        label=_("Reason for hiding the message"),
        help_text=_("The author is told this."),
        max_length=300,
    )
