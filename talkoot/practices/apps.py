from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "talkoot.practices"

    def ready(self) -> None:
        from talkoot.practices import (  # noqa: F401  they register
            figures,
            lead_figures,
            populations,
        )
