"""Addresses of a programme's public pages, and of the office's registers of communications."""

from django.urls import path

from talkoot.outreach.views import public, registers

urlpatterns = [
    path("programmes/<slug:slug>/", public.programme, name="programme"),
    path(
        "programmes/<slug:slug>/publications/",
        public.programme_publications,
        name="programme-publications",
    ),
    path(
        "programmes/<slug:slug>/presentations/",
        public.programme_presentations,
        name="programme-presentations",
    ),
    path(
        "programmes/<slug:slug>/presentations/<int:pk>/picture/",
        public.presentation_picture,
        name="presentation-picture",
    ),
    path("programmes/<slug:slug>/networks/", public.programme_networks, name="programme-networks"),
    path("office/outreach/", registers.office_outreach, name="office-outreach"),
    path(
        "office/outreach/<slug:slug>/add/<slug:kind>/",
        registers.add_to_outreach,
        name="add-to-outreach",
    ),
    path(
        "office/outreach/network/<int:pk>/trained/",
        registers.trained_members,
        name="trained-members",
    ),
    path(
        "office/outreach/<slug:kind>/<int:pk>/", registers.edit_in_outreach, name="edit-in-outreach"
    ),
    path(
        "office/outreach/<slug:kind>/<int:pk>/remove/",
        registers.remove_from_outreach,
        name="remove-from-outreach",
    ),
]
