"""Operators' tables of municipalities, organisations and people."""

from django.contrib import admin

from talkoot.people.models import Membership, Municipality, Organisation, Unit, User


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ("code", "name_fi", "name_sv", "region_fi", "valid_to", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("code", "name_fi", "name_sv")
    list_filter = ("region_fi",)
    autocomplete_fields = ("merged_into",)


class UnitInline(admin.TabularInline):
    model = Unit
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "municipality", "staff_count", "valid_to", "source", "is_demo")
    list_select_related = ("municipality",)
    search_fields = ("key", "name", "name_sv", "business_id")
    list_filter = ("kind", "is_demo")
    autocomplete_fields = ("municipality", "parent")
    inlines = (UnitInline,)


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("organisation",)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("email", "name", "language", "is_active", "is_staff", "is_demo")
    search_fields = ("email", "name")
    list_filter = ("is_active", "is_staff", "is_demo")
    fields = ("email", "name", "language", "is_active", "is_staff", "is_demo")
    inlines = (MembershipInline,)
