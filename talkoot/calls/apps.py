from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "talkoot.calls"

    def ready(self) -> None:
        from talkoot.calls import figures, uses  # noqa: F401  they register the app's own
