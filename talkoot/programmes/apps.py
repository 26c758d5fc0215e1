from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "talkoot.programmes"

    def ready(self) -> None:
        from talkoot.programmes import checks  # noqa: F401  registers the app's check
