"""Addresses of the programmes."""

from django.urls import path

from talkoot.programmes import views

urlpatterns = [path("programmes/", views.programmes, name="programmes")]
