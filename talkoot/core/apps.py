from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "talkoot.core"

    def ready(self) -> None:
        from talkoot.core import checks  # noqa: F401  # Registers itself.
