from django.urls import path

from talkoot.surveys.views import office, public

urlpatterns = [
    path("s/thanks/", public.survey_thanks, name="survey-thanks"),
    path("s/<str:token>/", public.survey, name="survey"),
    path("office/rounds/", office.office_rounds, name="office-rounds"),
    path("office/rounds/<int:pk>/", office.office_round, name="office-round"),
]
