"""Operators' tables of communications: what is entered or imported by hand."""

from django.contrib import admin

from talkoot.outreach.models import (
    Award,
    Campaign,
    ChannelCount,
    MediaHit,
    Newsletter,
    NewsletterIssue,
    PodcastEpisode,
    Presentation,
    Publication,
    Story,
)


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


@admin.register(Newsletter, Publication, Presentation)
class OfProgrammeAdmin(admin.ModelAdmin):
    list_display = ("__str__", "programme")
    list_select_related = ("programme",)


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(admin.ModelAdmin):
    list_display = ("number", "title", "sent_on", "subscriber_count", "newsletter")
    list_select_related = ("newsletter",)


@admin.register(ChannelCount)
class ChannelCountAdmin(admin.ModelAdmin):
    list_display = ("channel", "measure", "counted_on", "value", "is_increment", "programme")
    list_select_related = ("programme",)
    list_filter = ("channel", "measure")


@admin.register(MediaHit)
class MediaHitAdmin(admin.ModelAdmin):
    list_display = ("outlet", "title", "published_on", "occasion", "programme")
    list_select_related = ("programme",)
    search_fields = ("outlet", "title")


@admin.register(Award)
class AwardAdmin(admin.ModelAdmin):
    list_display = ("category", "organisation", "occasion", "awarded_on", "programme")
    list_select_related = ("programme", "organisation")
    raw_id_fields = ("organisation", "practice")
