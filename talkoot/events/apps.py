from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "talkoot.events"

    def ready(self) -> None:
        from talkoot.events import figures  # noqa: F401  registers the app's figures
