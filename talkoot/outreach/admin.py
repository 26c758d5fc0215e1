"""Operators' tables of podcast episodes, stories and campaigns."""

from django.contrib import admin

from talkoot.outreach.models import Campaign, PodcastEpisode, Story


@admin.register(PodcastEpisode)
class PodcastEpisodeAdmin(admin.ModelAdmin):
    list_display = ("number", "title", "guest", "published_by", "programme")
    list_select_related = ("programme",)
    search_fields = ("title", "guest")


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):
    list_display = ("number", "title", "published_by", "programme")
    list_select_related = ("programme",)
    search_fields = ("title",)
    autocomplete_fields = ("municipalities",)


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin):
    list_display = ("name", "starts_on", "ends_on", "programme")
    list_select_related = ("programme",)
    search_fields = ("name",)
