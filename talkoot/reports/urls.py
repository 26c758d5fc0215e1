"""Addresses of reports."""

from django.urls import path

from talkoot.reports.views import office, public

urlpatterns = [
    path("reports/<int:pk>/", public.report, name="report"),
    path("reports/<int:pk>/data.json", public.report_data, name="report-data"),
    path("reports/files/<int:pk>/", public.report_file, name="report-file"),
    path("office/programme-reports/", office.programme_reports, name="programme-reports"),
    path("office/programme-reports/new/<slug:slug>/", office.start_report, name="start-report"),
    path("office/programme-reports/<int:pk>/", office.compose_report, name="compose-report"),
    path("office/programme-reports/<int:pk>/freeze/", office.freeze_report, name="freeze-report"),
    path(
        "office/programme-reports/<int:pk>/release/",
        office.release_report,
        name="release-report",
    ),
    path(
        "office/programme-reports/<int:pk>/files/",
        office.ask_report_file,
        name="ask-report-file",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/",
        office.report_section,
        name="report-section",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/comment/",
        office.comment_section,
        name="comment-section",
    ),
]
