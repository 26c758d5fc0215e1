"""Addresses of adoptions, questions, comments and ideas."""

from django.urls import path

from talkoot.practices.views import adoption_links, adoptions, comments, questions, wishes

adoption_urlpatterns = [
    path("practices/<slug:slug>/adopt/", adoptions.adopt, name="adopt"),
    path(
        "practices/<slug:slug>/adopt/link/",
        adoption_links.request_adoption_link,
        name="request-adoption-link",
    ),
    path(
        "practices/<slug:slug>/adopt/link/asked/",
        adoption_links.adoption_link_asked,
        name="adoption-link-asked",
    ),
    path("adopt/<str:token>/", adoption_links.adopt_by_link, name="adopt-by-link"),
    path("adoptions/<int:pk>/confirm/", adoption_links.confirm_adoption, name="confirm-adoption"),
    path(
        "practices/<slug:slug>/adoptions/",
        adoptions.practice_adoptions,
        name="practice-adoptions",
    ),
    path(
        "practices/<slug:slug>/adoptions/<int:pk>/remove/",
        adoptions.remove_adoption,
        name="remove-adoption",
    ),
    path("my/adoptions/", adoptions.my_adoptions, name="my-adoptions"),
    path("my/adoptions/<int:pk>/", adoptions.my_adoption, name="my-adoption"),
    path("my/adoptions/<int:pk>/move/", adoptions.move_adoption, name="move-adoption"),
    path("my/adoptions/<int:pk>/drop/", adoptions.drop_adoption, name="drop-adoption"),
    path("my/adoptions/<int:pk>/benefit/", adoptions.tell_benefit, name="tell-benefit"),
    path("my/adoptions/<int:pk>/version/", adoptions.write_own_version, name="write-own-version"),
    path("practices/<slug:slug>/ask/", questions.ask_question, name="ask-question"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("office/questions/<int:pk>/", questions.hide_question, name="hide-question"),
    path("practices/<slug:slug>/comment/", comments.comment, name="comment"),
    path("office/talk/", comments.office_talk, name="office-talk"),
    path("office/comments/<int:pk>/", comments.moderate_comment, name="moderate-comment"),
    path("practices/<slug:slug>/save/", wishes.save_idea, name="save-idea"),
    path("practices/<slug:slug>/apply/", wishes.apply_from_practice, name="apply-from-practice"),
    path("my/ideas/", wishes.my_ideas, name="my-ideas"),
    path("my/ideas/<int:pk>/", wishes.my_idea, name="my-idea"),
    path("my/ideas/<int:pk>/remove/", wishes.remove_idea, name="remove-idea"),
]
