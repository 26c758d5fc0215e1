from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "talkoot.impact"

    def ready(self) -> None:
        from talkoot.impact import figures, onward  # noqa: F401  they register
