"""Addresses of calls and of the applicant's own application."""

from django.urls import path

from talkoot.calls.views import (
    completion,
    feeds,
    my,
    office_call_parts,
    office_calls,
    public,
    reuse,
    sign_off,
    suggestions,
    together,
    versions,
)

CASE = "my/applications/<str:ref>"
# Before the steps, whose names the questionnaire gives.
WRITTEN_TOGETHER = [
    path(f"{CASE}/people/", together.application_people, name="application-people"),
    path(f"{CASE}/people/invite/", together.invite_writer, name="invite-writer"),
    path(f"{CASE}/people/remove/", together.remove_writer, name="remove-writer"),
    path(f"{CASE}/people/join/<str:token>/", together.join_application, name="join-application"),
    path(f"{CASE}/people/take-over/", together.take_over_application, name="take-over-application"),
    path(f"{CASE}/joint/", together.joint_application, name="joint-application"),
    path(f"{CASE}/joint/add/", together.add_joint_applicant, name="add-joint-applicant"),
    path(f"{CASE}/joint/remove/", together.remove_joint_applicant, name="remove-joint-applicant"),
    path(f"{CASE}/sign-off/ask/", sign_off.ask_sign_off, name="ask-sign-off"),
    path(f"{CASE}/sign-off/revoke/", sign_off.revoke_sign_off, name="revoke-sign-off"),
    path(f"{CASE}/more-time/", completion.ask_more_time, name="ask-more-time"),
    path(f"{CASE}/continue/", reuse.continue_application, name="continue-application"),
]
urlpatterns = [
    path("sign/<str:token>/", sign_off.sign_off, name="sign-off"),
    path("sign/<str:token>/<slug:code>/", sign_off.sign_off_file, name="sign-off-file"),
    path("my/organisations/<slug:key>/facts/", reuse.organisation_facts, name="organisation-facts"),
    path("calls/", public.calls, name="calls"),
    path("calls/feed.atom", feeds.calls_feed, name="calls-feed"),
    path("calls/<slug:slug>/", public.call, name="call"),
    path("calls/<slug:slug>/check/", public.call_check, name="call-check"),
    path("calls/<slug:slug>/versions/", public.call_versions, name="call-versions"),
    path("calls/<slug:slug>/deadline.ics", public.call_deadline, name="call-deadline"),
    path("calls/<slug:slug>/apply/", my.start_application, name="start-application"),
    path("my/applications/<str:ref>/send/", my.submit_application, name="submit-application"),
    path(
        "my/applications/<str:ref>/withdraw/", my.withdraw_application, name="withdraw-application"
    ),
    *WRITTEN_TOGETHER,
    path(
        "applications/<slug:ref>/versions/",
        versions.application_versions,
        name="application-versions",
    ),
    path(
        "applications/<slug:ref>/application.pdf",
        versions.application_pdf,
        name="application-pdf",
    ),
    path(
        "office/applications/<slug:ref>/completion/",
        completion.request_completion,
        name="request-completion",
    ),
    path(
        "office/applications/<slug:ref>/completion/more-time/",
        completion.answer_more_time,
        name="answer-more-time",
    ),
    path(
        "office/applications/<slug:ref>/completion/cancel/",
        completion.cancel_completion,
        name="cancel-completion",
    ),
    path(
        "office/applications/<slug:ref>/lapse/",
        completion.lapse_application,
        name="lapse-application",
    ),
    path(
        "office/applications/<slug:ref>/resume/",
        completion.resume_application,
        name="resume-application",
    ),
    path(
        "office/applications/<slug:ref>/read/", versions.read_application, name="read-application"
    ),
    path("my/applications/<str:ref>/<str:step>/", my.application_step, name="application-step"),
    path(
        "applications/<str:ref>/attachment/",
        my.application_attachment,
        name="application-attachment",
    ),
    path("applications/<str:ref>/files/<slug:code>/", my.application_file, name="application-file"),
    path("office/calls/", office_calls.office_calls, name="office-calls"),
    path("office/calls/themes/", suggestions.office_suggestions, name="office-suggestions"),
    path("office/calls/themes/new/", suggestions.new_suggestion, name="new-suggestion"),
    path("office/calls/themes/<int:pk>/", suggestions.decide_suggestion, name="decide-suggestion"),
    path(
        "office/calls/themes/<int:pk>/again/",
        suggestions.reopen_suggestion,
        name="reopen-suggestion",
    ),
    path("office/calls/new/", office_calls.office_new_call, name="office-new-call"),
    path("office/calls/<slug:slug>/", office_calls.office_call, name="office-call"),
    path(
        "office/calls/<slug:slug>/texts/",
        office_call_parts.office_call_texts,
        name="office-call-texts",
    ),
    path(
        "office/calls/<slug:slug>/terms/",
        office_call_parts.office_call_terms,
        name="office-call-terms",
    ),
    path(
        "office/calls/<slug:slug>/criteria/",
        office_call_parts.office_call_criteria,
        name="office-call-criteria",
    ),
    path(
        "office/calls/<slug:slug>/quotas/",
        office_call_parts.office_call_quotas,
        name="office-call-quotas",
    ),
    path(
        "office/calls/<slug:slug>/rounds/",
        office_call_parts.office_call_rounds,
        name="office-call-rounds",
    ),
    path(
        "office/calls/<slug:slug>/links/",
        office_call_parts.office_call_links,
        name="office-call-links",
    ),
    path(
        "office/calls/<slug:slug>/preview/",
        office_calls.office_call_preview,
        name="office-call-preview",
    ),
    path(
        "office/calls/<slug:slug>/lessons/",
        office_calls.office_call_lessons,
        name="office-call-lessons",
    ),
    path("office/calls/<slug:slug>/publish/", office_calls.publish_call, name="publish-call"),
    path("office/calls/<slug:slug>/close/", office_calls.close_call, name="close-call"),
    path("office/calls/<slug:slug>/copy/", office_calls.copy_call, name="copy-call"),
]
