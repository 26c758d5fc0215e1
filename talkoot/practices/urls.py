from django.urls import path

from talkoot.practices.views import my, office, public

urlpatterns = [
    path("practices/", public.practices, name="practices"),
    path("practices/<slug:slug>/", public.practice, name="practice"),
    path("practices/<slug:slug>/adopt/", my.adopt, name="adopt"),
    path("engagements/<slug:ref>/practice/", my.draft_practice, name="draft-practice"),
    path("my/practices/", my.my_practices, name="my-practices"),
    path("my/practices/new/", my.start_practice, name="start-practice"),
    path("my/practices/<slug:slug>/", my.my_practice, name="my-practice"),
    path("my/practices/<slug:slug>/send/", my.submit_practice, name="submit-practice"),
    path("office/practices/", office.office_practices, name="office-practices"),
    path("office/practices/<slug:slug>/", office.office_practice, name="office-practice"),
    path("office/practices/<slug:slug>/publish/", office.publish_practice, name="publish-practice"),
    path("office/practices/<slug:slug>/return/", office.return_practice, name="return-practice"),
]
