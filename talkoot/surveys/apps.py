from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "talkoot.surveys"

    def ready(self) -> None:
        from talkoot.surveys import (
            figures,  # noqa: F401  registers the app's figures
            people_populations,  # noqa: F401  registers them
            service_figures,  # noqa: F401  registers the rest of the figures
        )
        from talkoot.surveys.building import rounds  # noqa: F401  registers the app's uses
        from talkoot.surveys.reading import figures as coded  # noqa: F401  as above
