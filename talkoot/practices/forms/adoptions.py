"""Input of adoptions: stating one, asking for a link, giving up, the benefit."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.people.models import Organisation
from talkoot.people.queries import organisation_names, organisations_named
from talkoot.practices.forms.practice import capitalise, offer
from talkoot.practices.models import Adoption, AdoptionMove, Practice
from talkoot.practices.queries.adoptions import teachers_of, told_history
from talkoot.practices.rules import adoptions as rules
from talkoot.practices.rules.histories import Step


class StatementForm(Form):
    """How an organisation uses the practice: two answers, and what is prefilled or left out."""

    stage = forms.ChoiceField(
        label=_("How far are you?"), choices=Adoption.Stage, widget=forms.RadioSelect
    )
    fidelity = forms.ChoiceField(
        label=_("How much did you adapt it?"),
        choices=Adoption.Fidelity,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What did you do differently?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown on the practice's page. Do not write names."),
    )
    adopted_on = DateField(label=_("Since when?"), help_text=_("For example 21.11.2029"))
    scope = forms.ChoiceField(
        label=_("Where is it used?"),
        choices=[("", _("No answer")), *Adoption.Scope.choices],
        required=False,
        widget=forms.Select,
    )
    mechanism = forms.ChoiceField(
        label=_("How did you learn of it?"),
        choices=[("", _("No answer")), *Adoption.Mechanism.choices],
        required=False,
        widget=forms.Select,
    )
    learned_from = forms.ModelChoiceField(
        label=_("From whom did you learn it?"),
        queryset=Adoption.objects.none(),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        practice: Practice,
        organisation: Organisation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        capitalise(self.fields["stage"])
        capitalise(self.fields["fidelity"])
        capitalise(self.fields["scope"])
        capitalise(self.fields["mechanism"])
        teachers = teachers_of(practice, organisation)
        field = self.fields["learned_from"]
        field.queryset = teachers  # type: ignore[attr-defined]
        rows = [(row.pk, row.organisation.name) for row in teachers]
        field.widget.choices = [
            ("", gettext("Directly from %(origin)s") % {"origin": practice.organisation}),
            *rows,
        ]
        if not rows:
            del self.fields["learned_from"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stage") and cleaned.get("adopted_on"):
            problem = rules.restated_problem(
                self.told_before(cleaned),
                cleaned["stage"],
                cleaned["adopted_on"],
                on=timezone.localdate(),
            )
            if problem:
                self.add_error("adopted_on", problem)
        return cleaned

    def told_before(self, cleaned: dict[str, Any]) -> list[Step]:
        """By a link one states what is new."""
        return []


class AdoptForm(StatementForm):
    """The same for one's own organisation. The rule, not the list, refuses an organisation."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), empty_label=None
    )
    field_order = ["organisation"]

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisations[0], **kwargs)
        offer(self.fields["organisation"], organisations)

    def told_before(self, cleaned: dict[str, Any]) -> list[Step]:
        organisation = cleaned.get("organisation")
        return told_history(self.practice, organisation) if organisation else []


class LinkForm(Form):
    """Who asks for a link, and for which organisation of the register."""

    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=160,
        help_text=_("The name as it stands in the register, for example “Kuopion kaupunki”."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("The link comes here. The address is forgotten when the link has been used."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_organisation(self) -> Organisation:
        name = " ".join(self.cleaned_data["organisation"].split())
        found = organisations_named(name)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                gettext("“%(name)s” is not in the register. Check the name.") % {"name": name}
            )
        names = ", ".join(row.name for row in found)
        raise forms.ValidationError(
            gettext("Which one do you mean by “%(name)s”: %(names)s?")
            % {"name": name, "names": names}
        )

    def organisation_names(self) -> list[str]:
        """What the browser offers while the name is typed."""
        return organisation_names()


class DropForm(Form):
    """Why a practice was given up: a reason that can be counted, and what others can learn."""

    reason = forms.ChoiceField(
        label=_("Why was it given up?"),
        choices=AdoptionMove.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )
    note = forms.CharField(
        label=_("What can others learn of it?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown on the practice's page. Do not write names."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capitalise(self.fields["reason"])


class BenefitForm(Form):
    """What came of the practice, in three answers that may each be left out but the first."""

    benefit = forms.TypedChoiceField(
        label=_("How much has it helped?"),
        choices=[
            (1, _("1, not at all")),
            (2, _("2, a little")),
            (3, _("3, somewhat")),
            (4, _("4, much")),
            (5, _("5, very much")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    replaced_old = forms.TypedChoiceField(
        label=_("Did it replace the old way of working?"),
        help_text=_(
            "Think of those whom you serve: has the old way become unnecessary from their point "
            "of view?"
        ),
        choices=[("yes", _("Yes")), ("no", _("No, it came beside it"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    evidence_url = forms.URLField(
        label=_("A document or page that shows it"),
        required=False,
        assume_scheme="https",
        help_text=_("Begins with https://. Shown on the practice's page."),
    )

    def clean_evidence_url(self) -> str:
        url = self.cleaned_data["evidence_url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError(gettext("Give an address that begins with https://."))
        return str(url)
