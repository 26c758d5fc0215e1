from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "talkoot.practices"

    def ready(self) -> None:
        from talkoot.practices import figures, populations  # noqa: F401  they register
