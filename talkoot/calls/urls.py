"""Addresses of calls and of the applicant's own application."""

from django.urls import path

from talkoot.calls.views import my, public

urlpatterns = [
    path("calls/", public.calls, name="calls"),
    path("calls/<slug:slug>/", public.call, name="call"),
    path("calls/<slug:slug>/apply/", my.start_application, name="start-application"),
    path("my/applications/<str:ref>/send/", my.submit_application, name="submit-application"),
    path(
        "my/applications/<str:ref>/withdraw/", my.withdraw_application, name="withdraw-application"
    ),
    path("my/applications/<str:ref>/<str:step>/", my.application_step, name="application-step"),
    path(
        "applications/<str:ref>/attachment/",
        my.application_attachment,
        name="application-attachment",
    ),
]
