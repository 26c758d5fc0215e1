"""Addresses of finding: suggestions, saved searches, synonyms, classes, lists, similar ones."""

from django.urls import path

from talkoot.practices.views import classes, empty_searches, lists, searches, similar, synonyms

finding_urlpatterns = [
    path("practices/suggestions/", searches.practice_suggestions, name="practice-suggestions"),
    path("practices/lists/", lists.curated_lists, name="curated-lists"),
    path("practices/lists/<int:pk>/", lists.curated_list, name="curated-list"),
    path("practices/<slug:slug>/similar/", similar.similar_practices, name="similar-practices"),
    path("my/practices/<slug:slug>/similar/", similar.similar_to_mine, name="similar-to-mine"),
    path("my/searches/", searches.saved_searches, name="saved-searches"),
    path("my/searches/save/", searches.save_search, name="save-search"),
    path("my/searches/<int:pk>/mails/", searches.switch_search, name="switch-search"),
    path("my/searches/<int:pk>/delete/", searches.delete_search, name="delete-search"),
    path("office/synonyms/", synonyms.synonyms, name="synonyms"),
    path("office/synonyms/new/", synonyms.new_synonyms, name="new-synonyms"),
    path("office/synonyms/<int:pk>/", synonyms.synonym_group, name="synonym-group"),
    path("office/synonyms/<int:pk>/switch/", synonyms.switch_synonyms, name="switch-synonyms"),
    path("office/synonyms/<int:pk>/delete/", synonyms.delete_synonyms, name="delete-synonyms"),
    path("office/classes/", classes.classes, name="classes"),
    path("office/classes/<str:key>/new/", classes.new_class, name="new-class"),
    path("office/classes/<str:key>/<int:pk>/", classes.edit_class, name="edit-class"),
    path("office/searches/", empty_searches.empty_searches, name="empty-searches"),
    path("office/searches/<int:pk>/handled/", empty_searches.handle_empty, name="handle-empty"),
]
