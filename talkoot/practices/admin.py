"""Operators' table of curated lists; practices themselves change only through their own pages."""

from django.contrib import admin

from talkoot.practices.models import CuratedItem, CuratedList


class CuratedItemInline(admin.TabularInline):
    model = CuratedItem
    raw_id_fields = ("practice",)
    extra = 1


@admin.register(CuratedList)
class CuratedListAdmin(admin.ModelAdmin):
    list_display = ("title_fi", "programme", "published_on", "published_length", "is_demo")
    list_select_related = ("programme",)
    search_fields = ("title_fi",)
    inlines = (CuratedItemInline,)
