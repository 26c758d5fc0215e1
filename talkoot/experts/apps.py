from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "talkoot.experts"

    def ready(self) -> None:
        from talkoot.experts import (
            figures,  # noqa: F401  it registers the app's own
            known_people,  # noqa: F401  whose names answers may hold
        )
