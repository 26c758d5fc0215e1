"""Addresses of spreading, organisations and themes."""

from django.urls import path

from talkoot.practices.views import diffusion, diffusion_office, organisations, overview, themes

diffusion_urlpatterns = [
    path("practices/<slug:slug>/spread/", diffusion.practice_spread, name="practice-spread"),
    path(
        "practices/<slug:slug>/spread/<slug:measure>/",
        diffusion.spread_records,
        name="spread-records",
    ),
    path("diffusion/", overview.diffusion, name="diffusion"),
    path("diffusion/coverage/", overview.coverage, name="coverage"),
    path("diffusion/rankings/", overview.rankings, name="rankings"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:key>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<slug:key>/received/",
        organisations.organisation_received,
        name="organisation-received",
    ),
    path("themes/", themes.themes, name="themes"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
    path("office/levels/<slug:slug>/", diffusion_office.level_rules, name="level-rules"),
    path(
        "office/practices/<slug:slug>/jury/", diffusion_office.jury_statement, name="jury-statement"
    ),
    path(
        "office/practices/<slug:slug>/contribution/",
        diffusion_office.rate_contribution,
        name="rate-contribution",
    ),
    path(
        "office/practices/<slug:slug>/adoptions/<int:pk>/dependence/",
        diffusion_office.adoption_dependence,
        name="adoption-dependence",
    ),
]
