"""Addresses of those who write and publish practices."""

from django.urls import path

from talkoot.practices.views import checks, drafts, edits, leads, media, my, office, writing

OWN = "my/practices/<slug:slug>/"
OFFICE = "office/practices/<slug:slug>/"

publishing_urlpatterns = [
    path("engagements/<slug:ref>/practice/", my.draft_practice, name="draft-practice"),
    path("teams/<int:pk>/practice/", my.draft_team_practice, name="draft-team-practice"),
    path("my/practices/", my.my_practices, name="my-practices"),
    path("my/practices/new/", my.start_practice, name="start-practice"),
    path("my/practices/from-text/", drafts.practice_from_text, name="practice-from-text"),
    path(OWN, writing.my_practice, name="my-practice"),
    path(f"{OWN}send/", writing.submit_practice, name="submit-practice"),
    path(f"{OWN}change/drop/", writing.drop_change, name="drop-change"),
    path(f"{OWN}hints/", writing.practice_hints, name="practice-hints"),
    path(f"{OWN}versions/", writing.practice_versions, name="practice-versions"),
    path(f"{OWN}media/", media.practice_media, name="practice-media"),
    path(f"{OWN}pictures/<int:pk>/remove/", media.remove_image, name="remove-image"),
    path(f"{OWN}files/<int:pk>/remove/", media.remove_attachment, name="remove-attachment"),
    path("practices/<slug:slug>/pictures/<int:pk>/", media.practice_image, name="practice-image"),
    path("practices/<slug:slug>/files/<int:pk>/", media.practice_file, name="practice-file"),
    path("office/practices/", office.office_practices, name="office-practices"),
    path(
        "office/practices/merged/<slug:key>/transfer/",
        office.transfer_practices,
        name="transfer-practices",
    ),
    path(OFFICE, office.office_practice, name="office-practice"),
    path(f"{OFFICE}publish/", office.publish_practice, name="publish-practice"),
    path(f"{OFFICE}return/", office.return_practice, name="return-practice"),
    path(f"{OFFICE}withdraw/", office.withdraw_practice, name="withdraw-practice"),
    path(f"{OFFICE}transfer/", office.transfer_practice, name="transfer-practice"),
    path(f"{OFFICE}edit/", edits.edit_practice, name="edit-practice"),
    path(f"{OFFICE}change/take/", edits.take_change, name="take-change"),
    path(f"{OFFICE}change/decline/", edits.decline_change, name="decline-change"),
    path(f"{OFFICE}opinion/", edits.add_opinion, name="add-opinion"),
    path(f"{OFFICE}opinions/<int:pk>/remove/", edits.remove_opinion, name="remove-opinion"),
    path("office/practices-without-owner/", office.ownerless_practices, name="ownerless-practices"),
    path("office/leads/", leads.office_leads, name="office-leads"),
    path("office/leads/new/", leads.add_lead, name="add-lead"),
    path("office/leads/<int:pk>/", leads.office_lead, name="office-lead"),
    path("office/leads/<int:pk>/invite/", leads.invite_lead, name="invite-lead"),
    path("office/leads/<int:pk>/close/", leads.close_lead, name="close-lead"),
    path("office/practice-requests/", leads.story_requests, name="story-requests"),
    path("stories/<str:token>/", leads.lead, name="lead"),
    path("stories/<str:token>/begin/", leads.begin_lead, name="begin-lead"),
    path("still-in-use/<str:token>/<slug:answer>/", checks.still_in_use, name="still-in-use"),
]
