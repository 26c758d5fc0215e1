"""Addresses by which practices come in and leave: import, feed, card, embedded list."""

from django.urls import path

from talkoot.practices.views import imports, sharing

inout_urlpatterns = [
    path("practices/feed.atom", sharing.practices_feed, name="practices-feed"),
    path("practices/<slug:slug>/card.png", sharing.practice_card, name="practice-card"),
    path("office/imports/", imports.office_imports, name="office-imports"),
    path("office/imports/<int:pk>/", imports.office_import, name="office-import"),
    path("office/imports/<int:pk>/apply/", imports.apply_import, name="apply-import"),
    path("office/imports/<int:pk>/faults/", imports.import_faults, name="import-faults"),
    path("embed/practices/", sharing.embed_practices, name="embed-practices"),
]
