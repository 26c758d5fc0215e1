"""Operators' tables of framework agreements and experts."""

from typing import Any

from django.contrib import admin

from talkoot.experts.actions.directory import index_experts
from talkoot.experts.models import Competence, Expert, Framework, ProcurementRule, Supplier


class SupplierInline(admin.TabularInline):
    model = Supplier
    extra = 0
    autocomplete_fields = ("organisation",)


@admin.register(Framework)
class FrameworkAdmin(admin.ModelAdmin):
    list_display = ("name", "programme", "valid_from", "valid_to", "days_cap", "is_demo")
    list_select_related = ("programme",)
    search_fields = ("name",)
    inlines = (SupplierInline,)


@admin.register(Supplier)
class SupplierAdmin(admin.ModelAdmin):
    list_display = ("organisation", "framework", "is_demo")
    list_select_related = ("organisation", "framework")
    search_fields = ("organisation__name",)
    autocomplete_fields = ("organisation", "framework")


@admin.register(Expert)
class ExpertAdmin(admin.ModelAdmin):
    list_display = ("name", "supplier", "languages", "is_available", "is_demo")
    list_select_related = ("supplier__organisation",)
    search_fields = ("name", "slug")
    list_filter = ("is_available", "is_demo")
    autocomplete_fields = ("supplier", "user", "themes", "home_municipality")
    exclude = ("photo", "region_codes")

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Themes are saved by now, so search finds what stands here."""
        super().save_related(request, form, formsets, change)
        index_experts([form.instance])


@admin.register(Competence)
class CompetenceAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "name_sv", "name_en", "order")
    search_fields = ("name_fi", "code")


@admin.register(ProcurementRule)
class ProcurementRuleAdmin(admin.ModelAdmin):
    list_display = ("valid_from", "services_eur", "social_eur", "special_eur", "source")
