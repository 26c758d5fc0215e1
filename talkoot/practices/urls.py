from django.urls import path

from talkoot.practices.adoption_urls import adoption_urlpatterns
from talkoot.practices.diffusion_urls import diffusion_urlpatterns
from talkoot.practices.finding_urls import finding_urlpatterns
from talkoot.practices.inout_urls import inout_urlpatterns
from talkoot.practices.list_urls import list_urlpatterns
from talkoot.practices.publishing_urls import publishing_urlpatterns
from talkoot.practices.views import public, rounds, similar

urlpatterns = [
    *finding_urlpatterns,
    *inout_urlpatterns,
    *adoption_urlpatterns,
    *publishing_urlpatterns,
    *diffusion_urlpatterns,
    *list_urlpatterns,
    path("calls/<slug:slug>/rounds/", rounds.call_rounds, name="call-rounds"),
    path("practices/", public.practices, name="practices"),
    path("practices/<slug:slug>/", public.practice, name="practice"),
    path(
        "applications/<str:ref>/similar/", similar.application_similar, name="application-similar"
    ),
]
