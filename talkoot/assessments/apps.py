from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "talkoot.assessments"

    def ready(self) -> None:
        from talkoot.assessments.rules import barring

        barring.register()
