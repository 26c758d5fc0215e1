from django.apps import AppConfig


class GamesConfig(AppConfig):
    name = "talkoot.games"

    def ready(self) -> None:
        from talkoot.games import figures  # noqa: F401  registers the app's figures
