from django.urls import path

from talkoot.decisions.views import letters, office, queue

urlpatterns = [
    path("office/applications/", queue.office_applications, name="office-applications"),
    path("office/applications.csv", queue.office_applications_csv, name="office-applications-csv"),
    path("office/applications/<slug:ref>/", office.office_application, name="office-application"),
    path(
        "office/applications/<slug:ref>/assess/",
        office.assess_application,
        name="assess-application",
    ),
    path("office/applications/<slug:ref>/decide/", office.decide, name="decide"),
    path(
        "office/applications/<slug:ref>/preview/", office.preview_decision, name="preview-decision"
    ),
    path("applications/<slug:ref>/decision.pdf", letters.decision_letter, name="decision-letter"),
]
