"""Addresses of the expert pages."""

from django.urls import path

from talkoot.experts import views

urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("experts/<slug:slug>/", views.expert, name="expert"),
]
