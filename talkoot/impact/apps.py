from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "talkoot.impact"

    def ready(self) -> None:
        from talkoot.impact import figures  # noqa: F401  registers the app's figures
