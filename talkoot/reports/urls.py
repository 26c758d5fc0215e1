"""Addresses of reports."""

from django.urls import path

from talkoot.reports.views import chapters, office, organisations, public

urlpatterns = [
    path("reports/<int:pk>/", public.report, name="report"),
    path("reports/<int:pk>/data.json", public.report_data, name="report-data"),
    path(
        "reports/<int:pk>/chapters/<int:section_pk>/",
        public.report_chapter,
        name="report-chapter",
    ),
    path("reports/<int:pk>/logos/<int:logo_pk>/", public.report_logos, name="report-logos"),
    path(
        "reports/<int:pk>/pictures/<int:picture_pk>/",
        public.report_picture,
        name="report-picture",
    ),
    path("reports/files/<int:pk>/", public.report_file, name="report-file"),
    path(
        "organisations/<slug:key>/<int:year>.pdf",
        organisations.organisation_summary,
        name="organisation-summary",
    ),
    path("office/programme-reports/", office.programme_reports, name="programme-reports"),
    path("office/programme-reports/new/<slug:slug>/", office.start_report, name="start-report"),
    path("office/programme-reports/<int:pk>/", office.compose_report, name="compose-report"),
    path("office/programme-reports/<int:pk>/isbn/", office.report_isbn, name="report-isbn"),
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
        "office/programme-reports/<int:pk>/made/",
        office.report_files,
        name="report-files",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/",
        chapters.report_section,
        name="report-section",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/pictures/",
        chapters.section_pictures,
        name="section-pictures",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/comment/",
        chapters.comment_section,
        name="comment-section",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/restore/",
        chapters.restore_report_section,
        name="restore-report-section",
    ),
    path(
        "office/programme-reports/<int:pk>/chapters/new/",
        chapters.add_report_section,
        name="add-report-section",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/move/",
        chapters.move_report_section,
        name="move-report-section",
    ),
    path(
        "office/programme-reports/chapters/<int:pk>/remove/",
        chapters.remove_report_section,
        name="remove-report-section",
    ),
]
