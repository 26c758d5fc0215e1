"""Addresses by which practices leave the site: feed, card, list for other sites' pages."""

from django.urls import path

from talkoot.practices.views import sharing

inout_urlpatterns = [
    path("practices/feed.atom", sharing.practices_feed, name="practices-feed"),
    path("practices/<slug:slug>/card.png", sharing.practice_card, name="practice-card"),
    path("embed/practices/", sharing.embed_practices, name="embed-practices"),
]
