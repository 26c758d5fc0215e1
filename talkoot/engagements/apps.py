from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "talkoot.engagements"

    def ready(self) -> None:
        from talkoot.engagements import figures, team_figures  # noqa: F401  registers them
