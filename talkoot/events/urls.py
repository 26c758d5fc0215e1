"""Addresses of series: one list for each subject."""

from django.urls import path, re_path

from talkoot.events.views import (
    attendance,
    check_in,
    discussions,
    follow_ons,
    learning,
    learning_lead,
    my_calendar,
    notices,
    office_registrations,
    office_series,
    office_templates,
    public,
    recordings,
    registration,
    sequels,
    teams,
)
from talkoot.events.views import office_series_parts as parts

# Series, sessions, calendars.
SERIES = [
    path("events/", public.events, name="events"),
    path("events/month/", public.events_month, name="events-month"),
    path("events/years/", public.events_years, name="events-years"),
    path("events/<slug:slug>/", public.event, name="event"),
    path("events/<slug:slug>/calendar.ics", public.event_calendar, name="event-calendar"),
    path("events/<slug:slug>/<int:number>.ics", public.session_calendar, name="session-calendar"),
    path("programmes/<slug:slug>/events.ics", public.programme_calendar, name="programme-calendar"),
    path("my/calendar/", my_calendar.my_calendar, name="my-calendar"),
    path("my/calendar/renew/", my_calendar.renew_calendar, name="renew-calendar"),
    path("my/calendar/stop/", my_calendar.stop_calendar, name="stop-calendar"),
    path("calendars/<str:token>.ics", my_calendar.calendar_feed, name="calendar-feed"),
    path("office/events/", office_series.office_events, name="office-events"),
    path("office/events/new/", office_series.office_new_series, name="office-new-series"),
    path("office/series/templates/", office_templates.series_templates, name="series-templates"),
    path(
        "office/series/templates/<int:pk>/",
        office_templates.series_template,
        name="series-template",
    ),
    path(
        "office/series/templates/<int:pk>/remove/",
        office_templates.remove_series_template,
        name="remove-series-template",
    ),
    path("office/events/<slug:slug>/", office_series.office_series, name="office-series"),
    path("office/events/<slug:slug>/texts/", parts.office_series_texts, name="office-series-texts"),
    path("office/events/<slug:slug>/terms/", parts.office_series_terms, name="office-series-terms"),
    path("office/events/<slug:slug>/after/", parts.office_series_after, name="office-series-after"),
    path(
        "office/events/<slug:slug>/people/",
        parts.office_series_people,
        name="office-series-people",
    ),
    path("office/events/<slug:slug>/publish/", office_series.publish_series, name="publish-series"),
    path("office/events/<slug:slug>/end/", office_series.end_series, name="end-series"),
    path("office/events/<slug:slug>/cancel/", office_series.cancel_series, name="cancel-series"),
    path("office/events/<slug:slug>/copy/", office_series.copy_series, name="copy-series"),
    path(
        "office/events/<slug:slug>/template/",
        office_series.save_series_template,
        name="save-series-template",
    ),
    path(
        "office/events/<slug:slug>/sessions/new/",
        parts.office_new_session,
        name="office-new-session",
    ),
    path(
        "office/events/<slug:slug>/sessions/<int:number>/",
        parts.office_session,
        name="office-session",
    ),
    path(
        "office/events/<slug:slug>/sessions/<int:number>/cancel/",
        parts.cancel_session,
        name="cancel-session",
    ),
]
# Registration and attendance.
REGISTRATION = [
    path("events/<slug:slug>/register/", registration.register_person, name="register-person"),
    path(
        "events/<slug:slug>/register/<slug:code>/",
        registration.register_through,
        name="register-through",
    ),
    path("events/<slug:slug>/register-team/", teams.register_team, name="register-team"),
    path(
        "events/<slug:slug>/register-team/<slug:code>/",
        teams.register_team_through,
        name="register-team-through",
    ),
    path("registrations/<str:token>/", registration.registration, name="registration"),
    path(
        "registrations/<str:token>/change/",
        registration.change_registration,
        name="change-registration",
    ),
    path(
        "registrations/<str:token>/cancel/",
        registration.cancel_registration,
        name="cancel-registration",
    ),
    path(
        "registrations/<str:token>/calendar.ics",
        registration.registration_calendar,
        name="registration-calendar",
    ),
    path("registrations/<str:token>/carried-on/", follow_ons.carried_on, name="carried-on"),
    path("registrations/<str:token>/notices/", notices.own_notices, name="own-notices"),
    path(
        "registrations/<str:token>/carried-on/<int:pk>/remove/",
        follow_ons.remove_carried_on,
        name="remove-carried-on",
    ),
    path(
        "office/events/<slug:slug>/carried-on/",
        follow_ons.office_carried_on,
        name="office-carried-on",
    ),
    path("teams/registrations/<str:token>/", teams.team_registration, name="team-registration"),
    path(
        "teams/registrations/<str:token>/remove/",
        teams.remove_team_member,
        name="remove-team-member",
    ),
    path(
        "teams/registrations/<str:token>/waiting/",
        teams.choose_team_waiting,
        name="choose-team-waiting",
    ),
    path("teams/registrations/<str:token>/cancel/", teams.cancel_team, name="cancel-team"),
    path("my/registrations/", registration.my_registrations, name="my-registrations"),
    path("sessions/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path(
        "sessions/<int:pk>/attendance/import/",
        attendance.attendance_import,
        name="attendance-import",
    ),
    path(
        "sessions/<int:pk>/attendance/import/confirm/",
        attendance.confirm_attendance_import,
        name="confirm-attendance-import",
    ),
    path("sessions/<int:pk>/door/", attendance.door, name="door"),
    path("sessions/<int:pk>/door/code.svg", attendance.door_picture, name="door-picture"),
    path("c/<slug:code>/", check_in.check_in, name="check-in"),
    path("c/<slug:code>/done/", check_in.checked_in, name="checked-in"),
    path(
        "office/events/<slug:slug>/registrations/",
        office_registrations.office_registrations,
        name="office-registrations",
    ),
    path(
        "office/events/<slug:slug>/registrations/registrations.csv",
        office_registrations.office_registrations_csv,
        name="office-registrations-csv",
    ),
    path(
        "office/events/<slug:slug>/registrations/cancel/",
        office_registrations.office_cancel_registration,
        name="office-cancel-registration",
    ),
    path(
        "office/events/<slug:slug>/registrations/confirm/",
        office_registrations.office_confirm_registration,
        name="office-confirm-registration",
    ),
    path(
        "office/events/<slug:slug>/seats/", office_registrations.office_seats, name="office-seats"
    ),
    path(
        "office/participants/",
        office_registrations.office_participants,
        name="office-participants",
    ),
    path("office/participants/<int:pk>/end/", office_registrations.end_funded, name="end-funded"),
    path("office/participants/<int:pk>/notice/", notices.mark_notice, name="mark-notice"),
    path(
        "office/participants/projects/<int:pk>/remind/",
        notices.remind_of_notices,
        name="remind-of-notices",
    ),
]
# Materials, tasks, discussion, recordings.
LEARNING = [
    path("my/learning/", learning.my_learning, name="my-learning"),
    path("learning/<slug:slug>/", learning.learning, name="learning"),
    path("learning/<slug:slug>/tasks/new/", learning_lead.new_task, name="new-task"),
    path("learning/<slug:slug>/tasks/<int:pk>/", learning.task, name="task"),
    path("learning/<slug:slug>/tasks/<int:pk>/edit/", learning_lead.edit_task, name="edit-task"),
    path(
        "learning/<slug:slug>/tasks/<int:pk>/withdraw/",
        learning_lead.withdraw_task,
        name="withdraw-task",
    ),
    path(
        "learning/<slug:slug>/tasks/<int:pk>/answers/",
        learning_lead.submissions,
        name="submissions",
    ),
    path(
        "learning/<slug:slug>/tasks/<int:pk>/fair/", learning_lead.deal_reviews, name="deal-reviews"
    ),
    path("learning/<slug:slug>/answers/<int:pk>/", learning_lead.submission, name="submission"),
    path(
        "learning/<slug:slug>/answers/<int:pk>/file/",
        learning.submission_file,
        name="submission-file",
    ),
    path("learning/<slug:slug>/reviews/<int:pk>/", learning.review, name="review"),
    path("learning/<slug:slug>/materials/new/", learning_lead.new_material, name="new-material"),
    path(
        "learning/<slug:slug>/materials/<int:pk>/edit/",
        learning_lead.edit_material,
        name="edit-material",
    ),
    path(
        "learning/<slug:slug>/materials/<int:pk>/remove/",
        learning_lead.remove_material,
        name="remove-material",
    ),
    path(
        "learning/<slug:slug>/recordings/<int:number>/",
        learning_lead.edit_recording,
        name="edit-recording",
    ),
    path("learning/<slug:slug>/discussions/", discussions.discussions, name="discussions"),
    path(
        "learning/<slug:slug>/discussions/new/", discussions.new_discussion, name="new-discussion"
    ),
    path("learning/<slug:slug>/discussions/<int:pk>/", discussions.discussion, name="discussion"),
    path(
        "learning/<slug:slug>/discussions/<int:pk>/lock/",
        discussions.lock_discussion,
        name="lock-discussion",
    ),
    path(
        "learning/<slug:slug>/discussions/<int:pk>/<int:post>/flag/",
        discussions.flag_post,
        name="flag-post",
    ),
    path(
        "learning/<slug:slug>/discussions/<int:pk>/<int:post>/hide/",
        discussions.hide_post,
        name="hide-post",
    ),
    path("office/series/<int:pk>/sequels/", sequels.office_sequels, name="office-sequels"),
    path(
        "office/series/<int:pk>/sequels/<int:number>/remove/",
        sequels.remove_sequel,
        name="remove-sequel",
    ),
    path("materials/<int:pk>/", learning.material, name="material"),
    path("materials/<int:pk>/file/", learning.material_file, name="material-file"),
    path("recordings/", recordings.recordings, name="recordings"),
    path("recordings/<int:pk>/", recordings.recording, name="recording"),
    re_path(
        r"^recordings/(?P<pk>\d+)/(?P<part>video|captions)/$",
        recordings.recording_file,
        name="recording-file",
    ),
]

urlpatterns = [*SERIES, *REGISTRATION, *LEARNING]
