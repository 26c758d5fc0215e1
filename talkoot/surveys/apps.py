from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "talkoot.surveys"

    def ready(self) -> None:
        from talkoot.surveys import figures  # noqa: F401  registers the app's figures
        from talkoot.surveys.building import rounds  # noqa: F401  registers the app's uses
