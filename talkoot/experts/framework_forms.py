"""Forms of framework agreements and their experts. Input only: the actions decide."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.experts.fields import AmountField
from talkoot.experts.models import (
    LANGUAGE_NAMES,
    Framework,
    Lot,
    LotSupplier,
    Ordering,
    PriceLine,
    Supplier,
)
from talkoot.experts.procurement_forms import LANGUAGES, choices_of, lot_name
from talkoot.experts.rules.frameworks import grounds_problem, is_tendered
from talkoot.files.rules import check_upload
from talkoot.programmes.models import Programme, Theme, ThemeUse
from talkoot.programmes.queries import themes_offered


def _grounds(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Grounds for the change"), max_length=1000, required=False, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class FrameworkForm(Form):
    """The frame of an agreement: term, ceilings, price and options."""

    name = forms.CharField(label=_("Name"), max_length=160)
    valid_from = DateField(label=_("Begins"))
    valid_to = DateField(label=_("Ends"))
    days_cap = AmountField(label=_("Days at most"), decimal_places=1)
    value_cap_eur = AmountField(
        label=_("Value at most, € without tax"),
        required=False,
        help_text=_("Leave empty if there is no ceiling in euros."),
    )
    day_price_eur = AmountField(
        label=_("Price of a day, € without tax"),
        max_digits=8,
        least=Decimal("0.01"),
        help_text=_("Used where the price list has no price of a day."),
    )
    option_years = forms.IntegerField(label=_("Option years"), min_value=0, max_value=6, initial=0)
    long_ground = forms.CharField(
        label=_("Ground for a term of more than four years"), max_length=400, required=False
    )
    grounds = _grounds(_("Needed when the term, a ceiling or the price of a tender grows."))


class NewFrameworkForm(FrameworkForm):
    grounds = None  # type: ignore[assignment]
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    field_order = ["programme"]

    def __init__(self, *args: Any, programmes: "QuerySet[Programme]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class OptionForm(Form):
    grounds = forms.CharField(
        label=_("Grounds"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class LotForm(Form):
    """A lot and its suppliers with their points and ranks."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=160)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    ordering = forms.ChoiceField(
        label=_("How an expert gets an order"),
        choices=choices_of(Ordering),
        widget=forms.RadioSelect,
        initial=Ordering.CUSTOMER_CHOICE,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(use=ThemeUse.NEED),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days_cap = AmountField(label=_("Days at most"), decimal_places=1, required=False)
    value_cap_eur = AmountField(label=_("Value at most, € without tax"), required=False)
    grounds = _grounds(
        _(
            "Needed when a ceiling of a tender’s lot grows, another supplier comes into it, or a "
            "lot is added to what was tendered."
        )
    )

    def __init__(self, *args: Any, framework: Framework, lot: Lot | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lot is None and not is_tendered(framework):
            del self.fields["grounds"]
        themes: Any = self.fields["themes"]
        themes.queryset = themes_offered(ThemeUse.NEED, also=self.initial.get("themes", ()))
        given: dict[int, LotSupplier] = {}
        if lot is not None:
            given = {row.supplier_id: row for row in lot.lot_suppliers.all()}
        self.suppliers = list(framework.suppliers.select_related("organisation"))
        for row in self.suppliers:
            mine = given.get(row.pk)
            name = {"name": row}
            self.fields[f"in-{row.pk}"] = forms.BooleanField(
                label=_("%(name)s is in this lot") % name, required=False, initial=bool(mine)
            )
            self.fields[f"points-{row.pk}"] = AmountField(
                label=_("Quality points of %(name)s") % name,
                max_digits=6,
                required=False,
                initial=mine.quality_points if mine else None,
            )
            self.fields[f"rank-{row.pk}"] = forms.IntegerField(
                label=_("Rank of %(name)s") % name,
                required=False,
                min_value=1,
                max_value=100,
                initial=mine.rank if mine else None,
            )

    def lot_values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in LotForm.base_fields if name in given}

    def lot_suppliers(self) -> list[tuple[Supplier, Decimal | None, int | None]]:
        """The suppliers that are in the lot, with points and rank."""
        found = self.cleaned_data
        return [
            (row, found[f"points-{row.pk}"], found[f"rank-{row.pk}"])
            for row in self.suppliers
            if found[f"in-{row.pk}"]
        ]


class ContactForm(Form):
    """Who answers for the supplier."""

    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    contact_email = forms.EmailField(label=_("E-mail address"), required=False)


class SupplierForm(ContactForm):
    name = forms.CharField(label=_("Name of the company"), max_length=160)
    business_id = forms.RegexField(
        r"^\d{7}-\d$",
        label=_("Business ID"),
        required=False,
        error_messages={"invalid": _("Write the business ID in the form 1234567-8.")},
    )
    grounds = _grounds(_("Needed when the suppliers were chosen by a tender, such as a merger."))
    field_order = ["name", "business_id"]

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework

    def clean_grounds(self) -> str:
        grounds: str = self.cleaned_data["grounds"]
        if problem := grounds_problem(self.framework, grounds):
            raise forms.ValidationError(problem)
        return grounds


class PriceForm(Form):
    """A price of the list."""

    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=choices_of(PriceLine.Unit),
        help_text=_(
            "Orders freeze the prices. A session of a day costs the day, one of half a day the "
            "half day, other hours the hour; without a price of their own they cost their share of "
            "the day, and never more than it. Travel is paid where it has a price."
        ),
    )
    price_eur = AmountField(label=_("Price, € without tax"), max_digits=8, least=Decimal("0.01"))
    lot = forms.ModelChoiceField(
        label=_("Lot"), queryset=Lot.objects.none(), required=False, empty_label=_("All lots")
    )
    supplier = forms.ModelChoiceField(
        label=_("Supplier"),
        queryset=Supplier.objects.none(),
        required=False,
        empty_label=_("All suppliers"),
    )
    valid_from = DateField(label=_("In force from"))
    valid_to = DateField(label=_("In force until"), required=False)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lots = framework.lots.select_related("framework")
        self.fields["lot"].queryset = lots  # type: ignore[attr-defined]
        self.fields["lot"].label_from_instance = lot_name  # type: ignore[attr-defined]
        suppliers = framework.suppliers.select_related("organisation")
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The price must end after it begins. Check the days."))
        return cleaned


class CurriculumForm(Form):
    """What a supplier teaches in an offering."""

    title = forms.CharField(label=_("Title"), max_length=160)
    content = forms.CharField(
        label=_("Content"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10})
    )
    days = AmountField(label=_("Days"), max_digits=4, decimal_places=1, least=Decimal("0.5"))
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)


class NameExpertForm(Form):
    """Who is named as an expert of a supplier."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The expert signs in with this address and gets an invitation to it."),
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["fi"],
    )
    quality_points = AmountField(label=_("Quality points"), max_digits=6, required=False)
    named_on = DateField(label=_("From what day"))

    def clean_languages(self) -> str:
        return " ".join(self.cleaned_data["languages"])


class EndExpertForm(Form):
    """From when an expert no longer works under the agreement, and why."""

    on = DateField(
        label=_("First day without the expert"),
        help_text=_("Days that have been ordered are delivered as agreed."),
    )
    grounds = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The expert and the supplier are told."),
    )


class ReplacementForm(Form):
    """Who is proposed in whose place, and why."""

    reason = forms.CharField(
        label=_("Why the expert is replaced"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_on = DateField(label=_("From what day"))
    name = forms.CharField(label=_("Name of the proposed person"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    title = forms.CharField(label=_("Title"), max_length=160)
    profile = forms.CharField(
        label=_("Competence, by the criteria of the procurement"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["fi"],
    )

    def clean_languages(self) -> str:
        return " ".join(self.cleaned_data["languages"])


class ReplacementDecisionForm(Form):
    """The office's points and decision."""

    points = AmountField(
        label=_("Quality points of the proposed person"), max_digits=6, required=False
    )
    grounds = forms.CharField(
        label=_("Grounds"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you refuse, and when the points are lower."),
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What each decision needs is asked for when it is chosen.
        for name in ("points", "grounds"):
            self.fields[name].is_asked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision == "approve" and cleaned.get("points") is None and "points" not in self.errors:
            self.add_error("points", _("Give the points of the proposed person."))
        if decision == "refuse" and not cleaned.get("grounds"):
            self.add_error("grounds", _("Write why the replacement is refused."))
        return cleaned


class DocumentForm(Form):
    """A file of a procurement or an agreement."""

    file = forms.FileField(
        label=_("File"),
        validators=[check_upload],
        help_text=_("PDF, Word, Excel, PNG or JPEG, at most 5 MB."),
    )
