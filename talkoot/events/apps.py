from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "talkoot.events"

    def ready(self) -> None:
        from talkoot.events import figures, populations  # noqa: F401  they register
