from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "talkoot.home"

    def ready(self) -> None:
        from talkoot.home import quality  # noqa: F401  registers the app's checks
