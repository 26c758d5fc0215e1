"""Addresses of the expert pages."""

from django.urls import path

from talkoot.experts.office_urls import urlpatterns as office_patterns
from talkoot.experts.views import moderation, my, public

urlpatterns = [
    path("experts/", public.experts, name="experts"),
    path("experts/<slug:slug>/photo/", public.expert_photo, name="expert-photo"),
    path("my/profile/texts/", my.edit_profile, name="edit-profile"),
    path("my/profile/practicalities/", my.edit_practicalities, name="edit-practicalities"),
    path("my/profile/periods/", my.add_availability, name="add-availability"),
    path("my/profile/periods/<int:pk>/remove/", my.remove_availability, name="remove-availability"),
    path("my/profile/ties/", my.declare_tie, name="declare-tie"),
    path("my/profile/ties/<int:pk>/end/", my.end_tie, name="end-tie"),
    path("my/profile/reply/", my.reply_to_feedback, name="reply-to-feedback"),
    path("office/profiles/", moderation.office_profiles, name="office-profiles"),
    path(
        "office/profiles/<int:pk>/",
        moderation.office_profile_change,
        name="office-profile-change",
    ),
    path(
        "office/profiles/replies/<int:pk>/",
        moderation.office_expert_reply,
        name="office-expert-reply",
    ),
    *office_patterns,
]
