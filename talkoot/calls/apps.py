from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "talkoot.calls"

    def ready(self) -> None:
        from talkoot.calls import figures  # noqa: F401  registers the app's figures
