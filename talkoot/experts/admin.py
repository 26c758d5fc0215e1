"""Operators' tables of framework agreements and experts."""

from django.contrib import admin

from talkoot.experts.models import Expert, Framework, Supplier


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
    autocomplete_fields = ("supplier", "user", "themes")
