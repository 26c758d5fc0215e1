"""Addresses of bodies, meetings, strategies and continuity."""

from django.urls import path

from talkoot.governance.views import entries, office, public

urlpatterns = [
    path("programmes/<slug:slug>/governance/", public.governance, name="governance"),
    path("office/governance/", office.office_governance, name="office-governance"),
    path("office/governance/<slug:slug>/", office.edit_governance, name="edit-governance"),
    path("office/governance/<slug:slug>/parts/", office.programme_parts, name="programme-parts"),
    path(
        "office/governance/<slug:slug>/continuity/",
        office.programme_continuity,
        name="programme-continuity",
    ),
    path("office/governance/<slug:slug>/un-goals/", office.add_un_goals, name="add-un-goals"),
    path(
        "office/governance/<slug:slug>/add/<slug:kind>/",
        entries.add_to_governance,
        name="add-to-governance",
    ),
    path(
        "office/governance/<slug:slug>/serves/<slug:kind>/<slug:key>/",
        office.serves_goals,
        name="serves-goals",
    ),
    path(
        "office/governance/<slug:kind>/<int:pk>/",
        entries.edit_in_governance,
        name="edit-in-governance",
    ),
    path(
        "office/governance/<slug:kind>/<int:pk>/remove/",
        entries.remove_from_governance,
        name="remove-from-governance",
    ),
    path("office/bodies/<int:pk>/", office.office_body, name="office-body"),
    path("office/bodies/<int:pk>/add/<slug:kind>/", entries.add_to_body, name="add-to-body"),
    path("office/meetings/<int:pk>/", office.office_meeting, name="office-meeting"),
    path(
        "office/meetings/<int:pk>/add/<slug:kind>/", entries.add_to_meeting, name="add-to-meeting"
    ),
    path(
        "office/meetings/<int:pk>/figures/",
        office.freeze_meeting_figures,
        name="freeze-meeting-figures",
    ),
    path("office/meetings/<int:pk>/minutes.pdf", office.meeting_minutes, name="meeting-minutes"),
    path("office/meetings/<int:pk>/move/", office.move_meeting, name="move-meeting"),
]
