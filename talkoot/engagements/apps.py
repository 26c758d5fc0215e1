from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "talkoot.engagements"

    def ready(self) -> None:
        from talkoot.engagements import figures, populations, team_figures  # noqa: F401  they register
        from talkoot.engagements.queries import own_series_ids
        from talkoot.engagements.rules.teams import check_not_at_work
        from talkoot.events.queries.sessions import register_own_series
        from talkoot.events.rules.registration import register_check

        register_own_series(own_series_ids)
        register_check(check_not_at_work)
