"""Operators' tables of programmes, themes and service areas."""

from django.contrib import admin

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


class PartyInline(PartInline):
    model = Party
    autocomplete_fields = ("organisation",)


class MandateInline(PartInline):
    model = Mandate


class FundingProjectInline(PartInline):
    model = FundingProject


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    """The state is shown and never changed here: a new programme begins as planned."""

    list_display = ("name_fi", "office", "state", "starts_on", "ends_on", "is_demo")
    list_select_related = ("office",)
    search_fields = ("slug", "name_fi")
    readonly_fields = ("state",)
    autocomplete_fields = ("office",)
    inlines = (PeriodInline, GoalInline, PartyInline, MandateInline, FundingProjectInline)


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
    list_display = ("name_fi", "use", "order")
    list_filter = ("use",)
    search_fields = ("code", "name_fi")


@admin.register(Sector)
class SectorAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "icon", "order")
    search_fields = ("code", "name_fi")
