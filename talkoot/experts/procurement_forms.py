"""Forms of procurements and offers. Input only: the actions decide."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form, MomentField
from talkoot.experts.actions.offers import Named
from talkoot.experts.fields import AmountField
from talkoot.experts.models import Lot, Offer, Procurement, QualityCriterion
from talkoot.programmes.models import Offering, Programme

MOST_NAMED = 30
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]


def choices_of(kind: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(label)) for value, label in kind.choices]


class ProcurementForm(Form):
    """What is bought, how and when."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    kind = forms.ChoiceField(
        label=_("Procedure"), choices=choices_of(Procurement.Kind), widget=forms.RadioSelect
    )
    category = forms.ChoiceField(
        label=_("What is bought"),
        choices=choices_of(Procurement.Category),
        help_text=_("The national threshold depends on this."),
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("What is bought and on what terms"), max_length=6000, widget=forms.Textarea
    )
    basis = forms.CharField(label=_("Grounds for the procedure"), max_length=400, required=False)
    offering = forms.ModelChoiceField(
        label=_("Offering"), queryset=Offering.objects.none(), required=False
    )
    lot = forms.ModelChoiceField(
        label=_("Lot of the framework agreement"),
        queryset=Lot.objects.none(),
        required=False,
        help_text=_("A mini-competition is held among the suppliers of this lot."),
    )
    part_of = forms.ModelChoiceField(
        label=_("Tendered as a lot together with"),
        queryset=Procurement.objects.none(),
        required=False,
        empty_label=_("on its own, or the first lot"),
        help_text=_(
            "Each lot has its own criteria, offers and award. It shares the term and the last "
            "moment of the first lot, and their values are counted together."
        ),
    )
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=40,
        required=False,
        help_text=_("The application whose days a mini-competition is about."),
    )
    days = AmountField(label=_("Days at most"), decimal_places=1, least=Decimal("0.5"))
    estimated_eur = AmountField(label=_("Estimated value, € without tax"))
    most_suppliers = forms.IntegerField(
        label=_("Suppliers to be chosen at most"), min_value=1, max_value=100, initial=1
    )
    valid_from = DateField(label=_("The agreement begins"), required=False)
    valid_to = DateField(label=_("The agreement ends"), required=False)
    option_years = forms.IntegerField(label=_("Option years"), min_value=0, max_value=6, initial=0)
    long_ground = forms.CharField(
        label=_("Ground for a term of more than four years"), max_length=400, required=False
    )
    closes_at = MomentField(label=_("Offers are taken until"))

    def __init__(self, *args: Any, programmes: "QuerySet[Programme]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        offerings = Offering.objects.filter(programme__in=programmes)
        self.fields["offering"].queryset = offerings  # type: ignore[attr-defined]
        firsts = Procurement.objects.filter(
            programme__in=programmes, part_of=None, kind=Procurement.Kind.FRAMEWORK
        )
        now = self.initial.get("part_of")
        # A lot stays with the first one, though suppliers have been asked for that already.
        own = now.pk if isinstance(now, Procurement) else None
        able = firsts.filter(Q(state=Procurement.State.PLANNED) | Q(pk=own))
        self.fields["part_of"].queryset = able  # type: ignore[attr-defined]
        lots = Lot.objects.filter(framework__programme__in=programmes).select_related("framework")
        self.fields["lot"].queryset = lots  # type: ignore[attr-defined]
        self.fields["lot"].label_from_instance = lot_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_mini = cleaned.get("kind") == Procurement.Kind.MINI_COMPETITION
        if is_mini and not cleaned.get("lot"):
            self.add_error("lot", _("Choose the lot in which the mini-competition is held."))
        if not is_mini:
            cleaned["lot"] = None
        return cleaned


def lot_name(lot: Lot) -> str:
    return f"{lot.framework.name}: {lot.name}" if lot.framework.name != lot.name else lot.name


class CriterionForm(Form):
    """One criterion of the comparison."""

    text = forms.CharField(label=_("Criterion"), max_length=200)
    guidance = forms.CharField(
        label=_("How points are given"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weight = AmountField(
        label=_("Weight"),
        max_digits=5,
        least=Decimal("0.01"),
        help_text=_("The weights of all criteria make 100 together."),
    )
    most_points = forms.IntegerField(label=_("Most points"), min_value=1, max_value=100, initial=5)
    is_price = forms.BooleanField(
        label=_("This is the price: its points are computed, the cheapest gets them all"),
        required=False,
    )


class BidderForm(Form):
    """A company that is asked for an offer, or whose offer has come."""

    name = forms.CharField(label=_("Name of the company"), max_length=160)
    business_id = forms.RegexField(
        r"^\d{7}-\d$",
        label=_("Business ID"),
        required=False,
        error_messages={"invalid": _("Write the business ID in the form 1234567-8.")},
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    address = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the messages"), choices=LANGUAGES)
    is_invited = forms.BooleanField(
        label=_("Send the invitation with a link now"), required=False, initial=True
    )


class OfferForm(Form):
    """An offer, from the supplier's own person or recorded by the office."""

    day_price_eur = AmountField(
        label=_("Price of a day, € without tax"), max_digits=8, least=Decimal("0.01")
    )
    text = forms.CharField(
        label=_("The offer: how you meet each criterion"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    experts = forms.CharField(
        label=_("Experts whom you name"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line: name, e-mail address, title."),
    )

    def clean_experts(self) -> list[Named]:
        """The lines as names, addresses and titles."""
        found = []
        for number, line in enumerate(self.cleaned_data["experts"].splitlines(), 1):
            parts = [part.strip() for part in line.split(",", 2)]
            if not any(parts):
                continue
            found.append(self._named(number, parts))
        if len(found) > MOST_NAMED:
            raise forms.ValidationError(_("Name at most %(most)s experts.") % {"most": MOST_NAMED})
        if len({row.email.lower() for row in found}) < len(found):
            raise forms.ValidationError(
                _("Two experts have the same e-mail address. Give each their own.")
            )
        return found

    def _named(self, number: int, parts: list[str]) -> Named:
        fault = forms.ValidationError(
            _(
                "Line %(line)s of the experts is not complete. Write the name, the e-mail address "
                "and the title with commas between them."
            )
            % {"line": number}
        )
        if len(parts) < 3 or not all(parts):
            raise fault
        try:
            validate_email(parts[1])
        except forms.ValidationError as error:
            raise fault from error
        return Named(parts[0][:120], parts[1], parts[2][:160])


def offer_values(offer: Offer) -> dict[str, Any]:
    """What the form shows of an offer that has been given."""
    lines = [f"{row.name}, {row.email}, {row.title}" for row in offer.experts.all()]
    return {
        "day_price_eur": offer.day_price_eur,
        "text": offer.text,
        "experts": "\n".join(lines),
    }


class RecordOfferForm(OfferForm):
    """The same with the moment at which the offer came to the office."""

    received_at = MomentField(label=_("The offer came"))


class ReasonForm(Form):
    """A step that needs its reason in writing."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(Form):
    """A supplier tells that it makes no offer."""

    reason = forms.CharField(label=_("Reason"), max_length=400, required=False)


class AwardForm(Form):
    """The grounds of the decision, which all who offered get."""

    grounds = forms.CharField(
        label=_("Grounds for the decision"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Say what made the chosen offers the best. The points go along by themselves."),
    )


class DeadlineForm(Form):
    closes_at = MomentField(label=_("Offers are taken until"))


class ScoreForm(Form):
    """Points and grounds by each criterion but the price, and points of the named experts."""

    def __init__(
        self, *args: Any, criteria: Iterable[QualityCriterion], offer: Offer, **kwargs: Any
    ) -> None:
        self.criteria = [row for row in criteria if not row.is_price]
        self.named = list(offer.experts.all())
        given = {row.criterion_id: row for row in offer.scores.all()}
        self.base_fields = {}  # type: ignore[misc]
        for row in self.criteria:
            score = given.get(row.pk)
            self.base_fields[f"points-{row.pk}"] = AmountField(
                label=_("%(criterion)s: points 0–%(most)s")
                % {"criterion": row.text, "most": row.most_points},
                max_digits=5,
                most=row.most_points,
                initial=score.points if score else None,
                help_text=row.guidance,
            )
            self.base_fields[f"grounds-{row.pk}"] = forms.CharField(
                label=_("Grounds for the points: %(criterion)s") % {"criterion": row.text},
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=score.grounds if score else "",
            )
        for person in self.named:
            self.base_fields[f"expert-{person.pk}"] = AmountField(
                label=_("Quality points of %(name)s") % {"name": person.name},
                max_digits=6,
                required=False,
                initial=person.quality_points,
            )
        super().__init__(*args, **kwargs)

    def scores(self) -> dict[int, tuple[Decimal, str]]:
        """{criterion id: (points, grounds)} of a valid form."""
        found = self.cleaned_data
        return {
            row.pk: (found[f"points-{row.pk}"], found[f"grounds-{row.pk}"]) for row in self.criteria
        }

    def expert_points(self) -> dict[int, Decimal | None]:
        return {row.pk: self.cleaned_data[f"expert-{row.pk}"] for row in self.named}
