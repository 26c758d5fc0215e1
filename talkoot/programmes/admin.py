"""Operators' tables of programmes, themes and service areas."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from talkoot.programmes import rules
from talkoot.programmes.models import (
    FundingProject,
    Goal,
    Mandate,
    Offering,
    Party,
    Period,
    Programme,
    PublishedFact,
    Sector,
    Theme,
)


class PartInline(admin.TabularInline):
    extra = 0


class PeriodInline(PartInline):
    model = Period


class GoalInline(PartInline):
    model = Goal
    autocomplete_fields = ("themes",)


class PartyInline(PartInline):
    model = Party
    autocomplete_fields = ("organisation",)


class MandateInline(PartInline):
    model = Mandate


class FundingProjectInline(PartInline):
    model = FundingProject


OWN_TERMS = ("remedy_regime", "number_prefix", "task_class", *rules.PATTERNS.values())


class ProgrammeForm(forms.ModelForm):
    """Number patterns are tried out before they are kept."""

    class Meta:
        model = Programme
        exclude: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        patterns = [name for name in rules.PATTERNS.values() if name in cleaned]
        for name in patterns:
            try:
                rules.check_number_pattern(
                    cleaned[name], task_class=cleaned.get("task_class") or ""
                )
            except ValidationError as problem:
                self.add_error(name, problem)
        if not self.errors and patterns:
            names = ("case_pattern", "decision_pattern", "task_class", "number_prefix")
            values = {name: cleaned[name] for name in names}
            rules.check_numbers(Programme(pk=self.instance.pk, **values))
        return cleaned


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    """The state is shown and never changed here: a new programme begins as planned."""

    form = ProgrammeForm
    list_display = ("name_fi", "office", "state", "starts_on", "ends_on", "is_demo")
    list_select_related = ("office",)
    search_fields = ("slug", "name_fi")
    autocomplete_fields = ("office",)
    inlines = (PeriodInline, GoalInline, PartyInline, MandateInline, FundingProjectInline)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        """How an existing programme decides and numbers is changed on the office's own page."""
        return ("state", *(OWN_TERMS if obj else ()))


@admin.register(Offering)
class OfferingAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "programme", "kind", "order")
    list_select_related = ("programme",)
    list_filter = ("programme", "kind")
    search_fields = ("name_fi", "slug")


@admin.register(PublishedFact)
class PublishedFactAdmin(admin.ModelAdmin):
    list_display = ("label_fi", "programme", "value", "unit", "as_of", "is_key")
    list_select_related = ("programme",)
    list_filter = ("programme", "is_key")
    search_fields = ("code", "label_fi")


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "use", "order", "retired_on")
    list_filter = ("use",)
    search_fields = ("code", "name_fi")


@admin.register(Sector)
class SectorAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "icon", "order")
    search_fields = ("code", "name_fi")
