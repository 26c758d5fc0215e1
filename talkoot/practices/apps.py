from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "talkoot.practices"

    def ready(self) -> None:
        from talkoot.practices import figures  # noqa: F401  registers the app's figures
