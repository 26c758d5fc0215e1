from django.urls import path

from talkoot.engagements import views

urlpatterns = [
    path("engagements/<slug:ref>/day/", views.agree_day, name="agree-day"),
    path("engagements/<slug:ref>/report/", views.report_day, name="report-day"),
]
