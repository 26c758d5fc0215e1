"""Addresses of the programmes."""

from django.urls import path, re_path

from talkoot.programmes.views import funding, logos, public

urlpatterns = [
    path("programmes/", public.programmes, name="programmes"),
    path("programmes/<slug:slug>/lists/", public.programme_lists, name="programme-lists"),
    path("office/logos/", logos.office_logos, name="office-logos"),
    path("office/logos/<int:pk>/add/", logos.add_logos, name="add-logos"),
    path("office/logos/<int:pk>/end/", logos.end_logos, name="end-logos"),
    path("office/logos/<int:pk>/picture/", logos.logos_picture, name="logos-picture"),
    path("office/funding/", funding.office_funding, name="office-funding"),
    path("office/funding/add/<slug:slug>/", funding.add_funding, name="add-funding"),
    path("office/funding/<int:pk>/", funding.funding_project, name="funding-project"),
    path("office/funding/<int:pk>/edit/", funding.edit_funding, name="edit-funding"),
    path("office/funding/<int:pk>/shares/", funding.funding_shares, name="funding-shares"),
    path("office/funding/<int:pk>/lines/add/", funding.add_budget_line, name="add-budget-line"),
    path(
        "office/funding/<int:pk>/lines/<int:line_pk>/",
        funding.edit_budget_line,
        name="edit-budget-line",
    ),
    path("office/funding/<int:pk>/costs/book/", funding.book_cost, name="book-cost"),
    path("office/funding/<int:pk>/costs/import/", funding.import_costs, name="import-costs"),
    re_path(
        r"^office/funding/(?P<pk>\d+)/costs\.(?P<kind>csv|xlsx)$",
        funding.costs_file,
        name="costs-file",
    ),
]
