from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "talkoot.outreach"

    def ready(self) -> None:
        from talkoot.outreach import figures  # noqa: F401  registers the app's figures
