from django.urls import path

from talkoot.practices.views import my, office, public, similar

urlpatterns = [
    path("practices/", public.practices, name="practices"),
    path("practices/<slug:slug>/", public.practice, name="practice"),
    path("practices/<slug:slug>/adopt/", my.adopt, name="adopt"),
    path(
        "practices/<slug:slug>/adoptions/<int:pk>/remove/",
        my.remove_adoption,
        name="remove-adoption",
    ),
    path("engagements/<slug:ref>/practice/", my.draft_practice, name="draft-practice"),
    path("teams/<int:pk>/practice/", my.draft_team_practice, name="draft-team-practice"),
    path(
        "applications/<str:ref>/similar/", similar.application_similar, name="application-similar"
    ),
    path("my/practices/", my.my_practices, name="my-practices"),
    path("my/practices/new/", my.start_practice, name="start-practice"),
    path("my/practices/<slug:slug>/", my.my_practice, name="my-practice"),
    path("my/practices/<slug:slug>/send/", my.submit_practice, name="submit-practice"),
    path("office/practices/", office.office_practices, name="office-practices"),
    path("office/practices/<slug:slug>/", office.office_practice, name="office-practice"),
    path("office/practices/<slug:slug>/publish/", office.publish_practice, name="publish-practice"),
    path("office/practices/<slug:slug>/return/", office.return_practice, name="return-practice"),
    path(
        "office/practices/<slug:slug>/withdraw/", office.withdraw_practice, name="withdraw-practice"
    ),
]
