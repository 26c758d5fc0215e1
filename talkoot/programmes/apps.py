from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "talkoot.programmes"

    def ready(self) -> None:
        from talkoot.programmes import (  # noqa: F401  they register
            checks,
            finance_figures,
            quality,
            staff_figures,
        )
