"""Addresses of assessment: the office's set-up and results, and the assessor's desk."""

from django.urls import path

from talkoot.assessments.views import assigning, desk, disqualifying, funnel, results, setup

CALL = "office/calls/<slug:slug>/assessment/"
PHASE = f"{CALL}<int:order>/"

urlpatterns = [
    path("office/assessment/", setup.office_assessments, name="office-assessments"),
    path(CALL, setup.office_assessment, name="office-assessment"),
    path(f"{CALL}new-phase/", setup.new_phase, name="new-phase"),
    path(f"{CALL}assessors/new/", setup.new_assessor, name="new-assessor"),
    path(f"{CALL}assessors/<int:pk>/", setup.office_assessor, name="office-assessor"),
    path(
        f"{CALL}disqualifications/",
        disqualifying.office_disqualifications,
        name="office-disqualifications",
    ),
    path(
        f"{CALL}disqualifications/new/",
        disqualifying.record_disqualification,
        name="record-disqualification",
    ),
    path(
        f"{CALL}disqualifications/<int:pk>/",
        disqualifying.lift_disqualification,
        name="lift-disqualification",
    ),
    path(PHASE, setup.office_phase, name="office-phase"),
    path(f"{PHASE}criteria/new/", setup.new_yardstick, name="new-yardstick"),
    path(f"{PHASE}criteria/<int:number>/", setup.office_yardstick, name="office-yardstick"),
    path(f"{PHASE}assignments/", assigning.office_assignments, name="office-assignments"),
    path(f"{PHASE}propose/", assigning.propose_assignments, name="propose-assignments"),
    path(f"{PHASE}assignments/<slug:ref>/", assigning.office_assignment, name="office-assignment"),
    path(
        f"{PHASE}assignments/<slug:ref>/<int:pk>/take-away/",
        assigning.take_away_assignment,
        name="take-away-assignment",
    ),
    path(f"{PHASE}names/", assigning.names_in_texts, name="names-in-texts"),
    path(f"{PHASE}view-as/", assigning.view_as_assessor, name="view-as-assessor"),
    path(f"{PHASE}going-on/", funnel.phase_funnel, name="phase-funnel"),
    path(f"{PHASE}going-on/<slug:ref>/", funnel.select_application, name="select-application"),
    path(f"{PHASE}results/", results.office_results, name="office-results"),
    path(f"{PHASE}results.csv", results.office_results_csv, name="office-results-csv"),
    path(f"{PHASE}results.xlsx", results.office_results_xlsx, name="office-results-xlsx"),
    path(f"{PHASE}tell/", results.tell_outcomes, name="tell-outcomes"),
    path("assessments/", desk.assessments, name="assessments"),
    path("assessments/<int:pk>/", desk.assessment, name="assessment"),
    path("assessments/<int:pk>/files/<slug:code>/", desk.assessment_file, name="assessment-file"),
    path(
        "assessments/<int:pk>/disqualified/",
        disqualifying.declare_disqualification,
        name="declare-disqualification",
    ),
]
