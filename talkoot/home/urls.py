"""Addresses of the pages over all apps."""

from django.urls import path

from talkoot.home.views import (
    account,
    cases,
    experts,
    figures,
    gallery,
    log,
    my,
    office,
    office_memberships,
    opendata,
    organisations,
    public,
    search,
)

urlpatterns = [
    path("", public.front, name="front"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
    path("figures/", figures.figures, name="figures"),
    path("figures/list/", figures.figure_list, name="figure-list"),
    path("figures/statistics/", figures.statistics, name="statistics"),
    path("figures/<slug:figure_id>/", figures.figure, name="figure"),
    path("search/", search.search, name="search"),
    path("opendata/", opendata.open_data, name="open-data"),
    path("opendata/<str:name>", opendata.open_data_file, name="open-data-file"),
    path("robots.txt", opendata.robots, name="robots"),
    path("sitemap.xml", opendata.sitemap, name="sitemap"),
    path("sitemap-<slug:part>.xml", opendata.sitemap_part, name="sitemap-part"),
    path("ui/", gallery.ui_gallery, name="ui-gallery"),
    path("my/", my.desk, name="desk"),
    path("my/profile/", experts.my_profile, name="my-profile"),
    path("experts/<slug:slug>/", experts.expert, name="expert"),
    path("my/account/", account.my_account, name="my-account"),
    path("my/account/data.json", account.my_data, name="my-data"),
    path("my/applications/<str:ref>/", my.my_application, name="my-application"),
    path(
        "my/organisations/<slug:key>/path/",
        organisations.organisation_path,
        name="organisation-path",
    ),
    path("my/organisations/", organisations.my_organisations, name="my-organisations"),
    path(
        "my/organisations/<int:pk>/leave/",
        organisations.leave_organisation,
        name="leave-organisation",
    ),
    path("office/memberships/", office_memberships.office_memberships, name="office-memberships"),
    path("office/log/", log.office_log, name="office-log"),
    path("office/log.csv", log.office_log_csv, name="office-log-csv"),
    path("office/", office.office, name="office"),
    path("engagements/", cases.engagements, name="engagements"),
    path("engagements/<slug:ref>/", cases.engagement, name="engagement"),
]
