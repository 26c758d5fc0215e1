from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "talkoot.decisions"

    def ready(self) -> None:
        from talkoot.decisions import figures  # noqa: F401  registers the app's figures
