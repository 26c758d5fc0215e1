"""Addresses of the office's picked lists."""

from django.urls import path

from talkoot.practices.views import list_office as views

LIST = "office/lists/<int:pk>/"

list_urlpatterns = [
    path("office/lists/", views.office_lists, name="office-lists"),
    path("office/lists/new/", views.new_list, name="new-list"),
    path(LIST, views.office_list, name="office-list"),
    path(f"{LIST}names/", views.edit_list, name="edit-list"),
    path(f"{LIST}pick/<slug:slug>/", views.add_to_list, name="add-to-list"),
    path(f"{LIST}practices/<int:item>/remove/", views.remove_from_list, name="remove-from-list"),
    path(f"{LIST}practices/<int:item>/move/", views.move_in_list, name="move-in-list"),
    path(f"{LIST}move/", views.move_list, name="move-list"),
    path(f"{LIST}publish/", views.publish_list, name="publish-list"),
    path(f"{LIST}hide/", views.hide_list, name="hide-list"),
    path(f"{LIST}delete/", views.delete_list, name="delete-list"),
]
