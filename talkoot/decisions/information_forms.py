"""Forms of the public register, of information requests and of documents' classes."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.decisions.forms import LinesField
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.queries.publicity import registered
from talkoot.decisions.rules.publicity import GROUNDS
from talkoot.files.models import Publicity
from talkoot.files.rules import ATTACHMENT_TYPES, check_upload
from talkoot.programmes.models import Programme


class RegisterForm(Form):
    """Filters of the register. Nonsense in the address counts as no filter."""

    REQUESTS = "information"

    kind = forms.ChoiceField(
        label=_("Kind of case"),
        choices=[("", _("Applications")), (REQUESTS, _("Information requests"))],
        required=False,
    )
    q = forms.CharField(label=_("Case number or organisation"), required=False, max_length=100)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    year = forms.IntegerField(
        label=_("Year of arrival"),
        required=False,
        min_value=2000,
        max_value=2999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )

    def __init__(self, *args: Any, programmes: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(row.slug, row.name) for row in programmes]
        programme: Any = self.fields["programme"]
        programme.choices = [("", _("All")), *names]
        for field in self.fields.values():
            field.is_filter = True  # type: ignore[attr-defined]

    def is_of_requests(self) -> bool:
        """Information requests are listed, not applications."""
        self.is_valid()
        return bool(self.cleaned_data.get("kind") == self.REQUESTS)

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for queries.publicity.register_entries and register_requests."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "text": chosen.get("q", ""),
            "programme": chosen.get("programme", ""),
            "year": chosen.get("year"),
        }


class InformationForm(Form):
    """What anybody may ask for. `website` is a trap: people do not see it, robots fill it in."""

    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the programme whose documents you ask for.")},
    )
    number = forms.CharField(
        label=_("Case number, if you know it"),
        help_text=_("You find it in the register."),
        required=False,
        max_length=40,
    )
    text = LinesField(
        label=_("What do you ask for?"),
        help_text=_("You need not tell who you are or why you ask."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell which documents or information you ask for.")},
    )
    address = forms.EmailField(
        label=_("E-mail address for the answer"),
        help_text=_("It is used only to answer you."),
        error_messages={
            "required": _("Give the e-mail address to which the answer is sent."),
            "invalid": _("Write the address in full, for example name@example.org."),
        },
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Any = self.fields["programme"]
        programme.queryset = programmes

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        number, programme = given.get("number", "").strip(), given.get("programme")
        given["application"] = None
        if number and programme:
            application = registered(number)
            if application is None or application.call.offering.programme_id != programme.pk:
                message = _("The register of this programme has no such case. Check the number.")
                self.add_error("number", ValidationError(message))
            given["application"] = application
        return given


class RegisteredInformationForm(InformationForm):
    """A request that came by post, telephone or e-mail, registered by the office."""

    received_on = DateField(
        label=_("Arrived on"),
        initial=timezone.localdate,
        error_messages={"required": _("Give the day on which the request came.")},
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["text"].label = _("What is asked for")
        self.fields["text"].help_text = ""
        address = self.fields["address"]
        address.required = False
        address.help_text = _("Leave empty if the answer goes by post or is fetched.")

    def clean_received_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day has not come yet. Give the day of arrival."))
        return day

    def words(self) -> dict[str, Any]:
        """Keyword arguments for actions.publicity.receive_request."""
        names = ("programme", "text", "address", "language", "application", "received_on")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(Form):
    """The office's answer to an information request."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[(row.value, capfirst(row.label)) for row in InformationRequest.Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is given.")},
    )
    answer = LinesField(
        label=_("Answer"),
        help_text=_("Tell what is given. If something is not, tell the ground and the reasons."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer: what is given, or why it is not.")},
    )
    passages = LinesField(
        label=_("Passages left out of the public version"),
        help_text=_("One on each line. Contact details found in the texts are proposed."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, has_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_case:
            del self.fields["passages"]

    def words(self) -> dict[str, Any]:
        """Keyword arguments for actions.publicity.answer_request."""
        given = self.cleaned_data
        lines = given.get("passages", "").split("\n")
        passages = [line.strip() for line in lines if line.strip()]
        return {"outcome": given["outcome"], "answer": given["answer"], "passages": passages}


class ExtensionForm(Form):
    reason = forms.CharField(
        label=_("Why does the answer take longer?"),
        max_length=600,
        error_messages={
            "required": _("Write why the answer takes longer: it is told to the one who asked.")
        },
    )


class ClassForm(Form):
    """The publicity of one answer or letter."""

    publicity = forms.ChoiceField(
        label=_("Publicity"),
        choices=[(row.value, capfirst(row.label)) for row in (Publicity.PUBLIC, Publicity.SECRET)],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(label=_("Ground of secrecy"), required=False)
    until = forms.DateField(
        label=_("Secret until"),
        help_text=_(
            "Empty: 25 years from today, 100 years where the ground protects private life "
            "(section 31 of the Openness Act)."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}),
        error_messages={"invalid": _("Give the day as day, month and year.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [(str(text), text) for text in GROUNDS.values()]
        ground: Any = self.fields["ground"]
        ground.choices = [("", _("Choose")), *grounds]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("publicity") == Publicity.SECRET and not given.get("ground"):
            self.add_error("ground", _("Choose the ground on which this is secret."))
        return given


class FileClassForm(ClassForm):
    """The publicity of one file, with what is given in its place where it is secret."""

    copy = forms.FileField(
        label=_("Copy without the secret parts"),
        help_text=_(
            "Given in place of a secret file. Save the file anew with the secret parts taken out: "
            "a black bar over the text leaves the text in the file."
        ),
        required=False,
        validators=[lambda upload: check_upload(upload, ATTACHMENT_TYPES)],
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("copy") and given.get("publicity") == Publicity.PUBLIC:
            message = _("A public file needs no copy. Choose “secret”, or leave the copy out.")
            self.add_error("copy", message)
        return given
