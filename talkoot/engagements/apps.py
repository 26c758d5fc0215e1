from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "talkoot.engagements"

    def ready(self) -> None:
        from talkoot.engagements import figures, populations, team_figures  # noqa: F401  they register
