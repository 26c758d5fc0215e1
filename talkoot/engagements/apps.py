from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "talkoot.engagements"

    def ready(self) -> None:
        from talkoot.engagements import figures, populations, team_figures  # noqa: F401  they register
        from talkoot.engagements.actions.courses import follow_course
        from talkoot.engagements.queries import own_session_ids
        from talkoot.engagements.rules.courses import check_cancel_course, check_course_session
        from talkoot.engagements.rules.teams import check_not_at_work
        from talkoot.events.actions.sessions import register_follower
        from talkoot.events.queries.sessions import register_own_series
        from talkoot.events.rules.registration import register_check
        from talkoot.events.rules.series import register_cancel_check
        from talkoot.events.rules.sessions import register_session_check

        register_own_series(own_session_ids)
        register_check(check_not_at_work)
        register_follower(follow_course)
        register_session_check(check_course_session)
        register_cancel_check(check_cancel_course)
