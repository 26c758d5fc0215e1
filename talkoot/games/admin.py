"""Operators' register of tools."""

from typing import ClassVar

from django.contrib import admin
from django.db import models

from talkoot.games.models import Tool


@admin.register(Tool)
class ToolAdmin(admin.ModelAdmin):
    list_display = ("name_fi", "kind", "owner", "licence", "languages")
    list_filter = ("kind",)
    search_fields = ("name_fi", "owner")
    raw_id_fields = ("deck",)
    filter_horizontal = ("themes",)
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
