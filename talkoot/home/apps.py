from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "talkoot.home"

    def ready(self) -> None:
        from talkoot.home import onward, quality  # noqa: F401  register the app's parts
