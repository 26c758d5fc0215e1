"""Addresses of a programme's public pages."""

from django.urls import path

from talkoot.outreach import views

urlpatterns = [
    path("programmes/<slug:slug>/", views.programme, name="programme"),
    path(
        "programmes/<slug:slug>/publications/",
        views.programme_publications,
        name="programme-publications",
    ),
    path(
        "programmes/<slug:slug>/presentations/",
        views.programme_presentations,
        name="programme-presentations",
    ),
    path("programmes/<slug:slug>/networks/", views.programme_networks, name="programme-networks"),
]
