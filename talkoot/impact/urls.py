"""Addresses of the impact chain and the evaluation."""

from django.urls import path, re_path

from talkoot.impact.views import evaluation, funding, office, parts, public, workspace

urlpatterns = [
    path("programmes/<slug:slug>/impact/", public.impact, name="impact"),
    path("programmes/<slug:slug>/impact/<int:pk>/", public.impact_node, name="impact-node"),
    path("office/impact/", office.office_impact, name="office-impact"),
    path("office/impact/nodes/<int:pk>/", office.office_node, name="office-node"),
    path("office/impact/nodes/<int:pk>/edit/", office.edit_impact_node, name="edit-impact-node"),
    path("office/impact/nodes/<int:pk>/move/", office.move_impact_node, name="move-impact-node"),
    path(
        "office/impact/nodes/<int:pk>/remove/",
        office.remove_impact_node,
        name="remove-impact-node",
    ),
    path("office/impact/nodes/<int:pk>/add/<slug:kind>/", parts.add_to_node, name="add-to-node"),
    path(
        "office/impact/nodes/<int:pk>/remove/<slug:kind>/<int:part_pk>/",
        parts.remove_from_node,
        name="remove-from-node",
    ),
    path("office/impact/<slug:slug>/", office.edit_impact, name="edit-impact"),
    path("office/impact/<slug:slug>/start/", office.start_impact, name="start-impact"),
    path("office/impact/<slug:slug>/note/", office.impact_note, name="impact-note"),
    path("office/impact/<slug:slug>/publish/", office.publish_impact, name="publish-impact"),
    path(
        "office/impact/<slug:slug>/add/<slug:level>/",
        office.add_impact_node,
        name="add-impact-node",
    ),
    path("programmes/<slug:slug>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("programmes/<slug:slug>/lessons/", evaluation.lessons, name="lessons"),
    path("office/evaluation/<slug:slug>/", evaluation.office_evaluation, name="office-evaluation"),
    path(
        "office/evaluation/<slug:slug>/add/<slug:kind>/",
        evaluation.add_to_evaluation,
        name="add-to-evaluation",
    ),
    path(
        "office/evaluation/<slug:kind>/<int:pk>/",
        evaluation.edit_in_evaluation,
        name="edit-in-evaluation",
    ),
    path(
        "office/evaluation/<slug:kind>/<int:pk>/remove/",
        evaluation.remove_from_evaluation,
        name="remove-from-evaluation",
    ),
    path(
        "office/recommendations/<int:pk>/answer/",
        evaluation.answer_recommendation,
        name="answer-recommendation",
    ),
    path(
        "office/recommendations/<int:pk>/follow/",
        evaluation.follow_recommendation,
        name="follow-recommendation",
    ),
    path("office/stories/<int:pk>/publish/", evaluation.publish_story, name="publish-story"),
    path(
        "office/funding/<int:pk>/indicators/",
        funding.funding_indicators,
        name="funding-indicators",
    ),
    path("office/funding/<int:pk>/indicators/tell/", funding.tell_indicator, name="tell-indicator"),
    re_path(
        r"^office/funding/(?P<pk>\d+)/indicators\.(?P<kind>csv|xlsx)$",
        funding.indicators_file,
        name="indicators-file",
    ),
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/<slug:slug>/", workspace.workspace_programme, name="workspace-programme"),
    path(
        "workspace/rounds/<int:pk>/answers/", workspace.workspace_answers, name="workspace-answers"
    ),
    path("workspace/rounds/<int:pk>/<slug:kind>/", workspace.workspace_file, name="workspace-file"),
]
