"""Addresses of the programmes."""

from django.urls import path

from talkoot.programmes.views import logos, public

urlpatterns = [
    path("programmes/", public.programmes, name="programmes"),
    path("office/logos/", logos.office_logos, name="office-logos"),
    path("office/logos/<int:pk>/add/", logos.add_logos, name="add-logos"),
    path("office/logos/<int:pk>/end/", logos.end_logos, name="end-logos"),
    path("office/logos/<int:pk>/picture/", logos.logos_picture, name="logos-picture"),
]
