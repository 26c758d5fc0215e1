"""Operators' tables of networks and their members."""

from django.contrib import admin

from talkoot.networks.models import Network, NetworkMember


class MemberInline(admin.TabularInline):
    model = NetworkMember
    extra = 0
    raw_id_fields = ("organisation",)


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "origin", "starts_on", "ends_on", "programme")
    list_select_related = ("programme", "origin")
    search_fields = ("name",)
    raw_id_fields = ("series", "partner", "origin")
    inlines = (MemberInline,)
